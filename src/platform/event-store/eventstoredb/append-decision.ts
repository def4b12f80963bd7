import type { ExpectedRevision } from '../event-log.js';

/** What is known of a stream: its last revision (undefined: it does not exist) and where each event id sits in it. */
export interface StreamKnowledge {
  readonly last: bigint | undefined;
  revisionOf(eventId: string): bigint | undefined;
}

export type AppendDecision =
  | { readonly kind: 'write' }
  /** Every id is there already, under an expectation that can have held: answer with this revision. */
  | { readonly kind: 'duplicate'; readonly revision: bigint }
  | { readonly kind: 'conflict'; readonly reason: string };

/**
 * The port's rule for one append, given everything that is in the stream. Ids that are all known make a repeat, ids
 * that are partly known make a conflict, and only ids that are all new are judged by the stream's last revision.
 */
export function decideAppend(
  stream: StreamKnowledge,
  eventIds: readonly string[],
  expected: ExpectedRevision,
): AppendDecision {
  const revisions = eventIds.map((id) => stream.revisionOf(id));
  const known = revisions.filter((revision) => revision !== undefined);
  if (known.length === 0) {
    return expectationHolds(stream.last, expected)
      ? { kind: 'write' }
      : { kind: 'conflict', reason: 'the expected revision is not the stream’s' };
  }
  if (known.length < eventIds.length) {
    return { kind: 'conflict', reason: 'an event id of this stream is used again beside new ones' };
  }
  const first = known[0]!;
  const before = first === 0n ? undefined : first - 1n;
  if ((expected === 'none' || typeof expected === 'bigint') && !expectationHolds(before, expected)) {
    return { kind: 'conflict', reason: 'these events were appended before, but not under this expectation' };
  }
  return { kind: 'duplicate', revision: known[known.length - 1]! };
}

function expectationHolds(last: bigint | undefined, expected: ExpectedRevision): boolean {
  switch (expected) {
    case 'any':
      return true;
    case 'none':
      return last === undefined;
    case 'exists':
      return last !== undefined;
    default:
      return last === expected;
  }
}
