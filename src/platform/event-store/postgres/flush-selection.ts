import type { PendingAppend } from './pending-append.js';

/** Most of one flush: enough to make the commit's cost small, little enough to keep the lock short. */
export interface FlushLimits {
  readonly events: number;
  readonly bytes: number;
}

/**
 * Splits the queue into the next flush and the rest, both in order. An append that repeats an id of the same flush
 * and stream waits for the next one, where the id is found stored, and so do later appends to that stream.
 */
export function selectFlush(
  queue: readonly PendingAppend[],
  limits: FlushLimits,
): { flush: PendingAppend[]; rest: PendingAppend[] } {
  const flush: PendingAppend[] = [];
  const rest: PendingAppend[] = [];
  const claims: Claims = new Map();
  const heldStreams = new Set<string>();
  let events = 0;
  let bytes = 0;
  let full = false;
  for (const append of queue) {
    if (append.settled) continue;
    full ||= flush.length > 0 && (events + append.events.length > limits.events || bytes + append.bytes > limits.bytes);
    if (full || heldStreams.has(append.stream) || !claimIds(claims, append)) {
      heldStreams.add(append.stream);
      rest.push(append);
      continue;
    }
    flush.push(append);
    events += append.events.length;
    bytes += append.bytes;
  }
  return { flush, rest };
}

/** Per stream its only append so far, or the ids of all of them: most streams occur once and need no set. */
type Claims = Map<string, PendingAppend | Set<string>>;

function claimIds(claims: Claims, append: PendingAppend): boolean {
  let claimed = claims.get(append.stream);
  if (claimed === undefined) {
    claims.set(append.stream, append);
    return true;
  }
  if (!(claimed instanceof Set)) {
    claimed = new Set(claimed.events.map((event) => event.id));
    claims.set(append.stream, claimed);
  }
  const ids = claimed;
  if (append.events.some((event) => ids.has(event.id))) return false;
  for (const event of append.events) ids.add(event.id);
  return true;
}
