import type { LogPosition } from '../../../kernel/event.js';
import {
  EventLogError,
  type EventFilter,
  type Page,
  type ReadAllOptions,
  type SubscriptionItem,
} from '../event-log.js';
import { backoffMs, pause } from './backoff.js';
import type { LogSignal } from './log-signal.js';

export interface SubscriptionSource {
  readonly signal: LogSignal;
  /** Milliseconds after which a reader looks without having been told: a notification may be lost. */
  readonly pollMs: number;
  read(options: ReadAllOptions): Promise<Page>;
  /** Resolves once, to where the reader starts. */
  start(): Promise<LogPosition | undefined>;
  /** A read failed and will be tried again. */
  onDrop(error: unknown): void;
}

/**
 * Reads page after page, one ahead of its consumer at most, so a slow consumer holds two pages. A failed read is
 * repeated from the last delivered place for as long as it takes; only abort ends it.
 */
export async function* subscription(
  source: SubscriptionSource,
  filter: EventFilter | undefined,
  limit: number,
  abort: AbortSignal,
): AsyncGenerator<SubscriptionItem, void, undefined> {
  const reconnected = { sinceCaughtUp: true };
  const untilDone = async <T>(what: () => Promise<T>): Promise<T | undefined> => {
    for (let attempt = 1; !abort.aborted; attempt += 1) {
      try {
        return await what();
      } catch (error) {
        if (error instanceof EventLogError && (error.kind === 'wrong_log' || error.kind === 'closed')) throw error;
        reconnected.sinceCaughtUp = true;
        source.onDrop(error);
        await pause(backoffMs(attempt), abort);
      }
    }
    return undefined;
  };
  const readPage = (after: LogPosition | undefined): Promise<Page | undefined> =>
    untilDone(() => source.read({ ...(after !== undefined && { after }), limit, ...(filter && { filter }) }));

  let after = await untilDone(() => source.start());
  let ahead: Promise<Page | undefined> | undefined;
  while (!abort.aborted) {
    const seen = source.signal.version;
    const page = await (ahead ?? readPage(after));
    ahead = undefined;
    if (page === undefined || abort.aborted) return;
    const moved = page.next !== undefined && page.next !== after;
    after = page.next;
    if (!page.atEnd) {
      ahead = readPage(after);
      ahead.catch(() => undefined);
    }
    if (page.events.length > 0) yield { kind: 'events', events: page.events, checkpoint: page.next! };
    else if (moved) yield { kind: 'checkpoint', checkpoint: page.next! };
    if (abort.aborted || !page.atEnd) continue;
    if (moved || reconnected.sinceCaughtUp) {
      reconnected.sinceCaughtUp = false;
      yield { kind: 'caughtUp', at: after };
    }
    if (!abort.aborted) await source.signal.changed(seen, source.pollMs, abort);
  }
}
