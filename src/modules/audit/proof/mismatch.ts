import type { LogPosition } from '../../../kernel/event.js';

export const mismatchReasons = [
  'event_changed',
  'event_removed',
  'event_added',
  'event_moved',
  'event_unreadable',
  'seal_changed',
  'seal_missing',
] as const;

/** The first place at which the log is not what was sealed, or the seals are not what they were. */
export interface Mismatch {
  readonly reason: (typeof mismatchReasons)[number];
  /** How many events of the log, from the first on, are as they were sealed. */
  readonly intact: number;
  /** Of the event that is not as sealed; of an event or seal that is gone, where the log was last as it should be. */
  readonly position: LogPosition | null;
  /** The event that stands there now; null where none does, or where the seals are to blame. */
  readonly eventId: string | null;
}

/** What stands in the log. */
export interface FoundEvent {
  readonly leaf: Buffer;
  readonly position: LogPosition;
  readonly eventId: string;
}

/** A stretch of the log; what is unreadable ends it. */
export interface FoundStretch {
  readonly events: readonly FoundEvent[];
  readonly unreadable: boolean;
}

/** Compares a stretch of the log, as it is, with its sealed leaves; undefined: it is what it was. */
export function compareStretch(
  sealed: readonly Buffer[],
  { events, unreadable }: FoundStretch,
  before: { readonly size: number; readonly position: LogPosition | undefined },
): Mismatch | undefined {
  let place = 0;
  while (place < sealed.length && events[place]?.leaf.equals(sealed[place] as Buffer)) place++;
  const [leaf, event] = [sealed[place], events[place]];
  if (leaf === undefined && event === undefined && !unreadable) return undefined;
  const intact = before.size + place;
  const lastIntact = events[place - 1]?.position ?? before.position ?? null;
  if (event === undefined) {
    return { reason: unreadable ? 'event_unreadable' : 'event_removed', intact, position: lastIntact, eventId: null };
  }
  const isStillThere = leaf !== undefined && events.some((other) => other.leaf.equals(leaf));
  const wasThere = leaf !== undefined && sealed.some((other) => other.equals(event.leaf));
  if (wasThere && !isStillThere) return { reason: 'event_removed', intact, position: lastIntact, eventId: null };
  const reason = wasThere ? 'event_moved' : leaf && !isStillThere ? 'event_changed' : 'event_added';
  return { reason, intact, position: event.position, eventId: event.eventId };
}
