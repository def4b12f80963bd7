import type { RecordedEvent } from '../../kernel/event.js';

/** What the order of a timeline goes by. */
export interface Told {
  readonly position: RecordedEvent['position'];
  readonly meta: Pick<RecordedEvent['meta'], 'occurredAt'>;
}

/** What happened last comes first; of the same instant, what was recorded last. */
function newestFirst(one: Told, other: Told): number {
  const later = instantOf(other) - instantOf(one);
  return later === 0 ? (one.position < other.position ? 1 : -1) : later;
}

/**
 * The next page of two streams, each given from its last event back: the newest of both, so many from the front of each
 * that the page after goes on where they end. What was told late is no reason to hold back what happened after it.
 */
export function newestOf<Event extends Told>(
  one: readonly Event[],
  other: readonly Event[],
  limit: number,
): readonly Event[] {
  const page: Event[] = [];
  const [ones, others] = [latestFrom(one), latestFrom(other)];
  let [first, second] = [0, 0];
  while (page.length < limit && (first < one.length || second < other.length)) {
    const [left, right] = [ones[first], others[second]];
    const takesFirst =
      right === undefined ||
      (left !== undefined && (left === right ? one[first]!.position > other[second]!.position : left > right));
    page.push(takesFirst ? one[first++]! : other[second++]!);
  }
  return page.sort(newestFirst);
}

/** For each event, when the latest of it and those recorded before it happened: it never grows on the way back. */
function latestFrom(events: readonly Told[]): readonly number[] {
  const latest = events.map(instantOf);
  for (let index = latest.length - 2; index >= 0; index--) latest[index] = Math.max(latest[index]!, latest[index + 1]!);
  return latest;
}

const instantOf = ({ meta }: Told) => Date.parse(meta.occurredAt);
