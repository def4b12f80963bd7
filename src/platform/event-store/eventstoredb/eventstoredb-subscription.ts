import {
  START,
  eventTypeFilter,
  streamNameFilter,
  type AllStreamSubscription,
  type Filter,
} from '@eventstore/db-client';
import type { AllStreamResolvedEvent } from '@eventstore/db-client';

import type { LogPosition, RecordedEvent } from '../../../kernel/event.js';
import type { EventFilter, Page, SubscriptionItem } from '../event-log.js';
import { backoffMs, pause } from './backoff.js';
import { decodeEvent } from './event-codec.js';
import { matchesFilter } from './event-filter.js';
import type { EventStoreDbConnection } from './eventstoredb-connection.js';
import type { EventStoreDbTimings } from './eventstoredb-timings.js';
import { fromLogPosition, toLogPosition } from './log-position.js';

/** Events that the server looks at between two checkpoints of a filtered subscription. */
const CHECKPOINT_EVERY = 32;
const PROBE_LIMIT = 500;

export interface SubscriptionParts {
  readonly connection: EventStoreDbConnection;
  readonly timings: EventStoreDbTimings;
  /** The log as a plain read shows it: what the watchdog compares the silence with. */
  readonly readAfter: (after: LogPosition | undefined, limit: number) => Promise<Page>;
  readonly onDrop: (reason: unknown) => void;
}

/** Something that stands between two events of the subscription. */
type Marker = { readonly kind: 'caughtUp' } | { readonly kind: 'checkpoint'; readonly checkpoint: LogPosition };

/**
 * One endless subscription over however many calls to the server it takes. A call that fails, that ends politely,
 * or that has fallen silent while the log went on is replaced by one that starts after the last item handed out.
 */
export async function* subscribeResiliently(
  parts: SubscriptionParts,
  start: LogPosition | undefined,
  filter: EventFilter | undefined,
  maxBatch: number,
  signal: AbortSignal,
): AsyncGenerator<SubscriptionItem, void, undefined> {
  let seen = start;
  let drops = 0;
  while (!signal.aborted) {
    const call = new SubscriptionCall(parts, seen, filter, maxBatch, signal);
    try {
      for (;;) {
        const item = await call.next();
        if (item === undefined || signal.aborted) {
          break;
        }
        drops = 0;
        if (item.kind !== 'caughtUp') {
          seen = item.checkpoint;
        }
        yield item;
      }
    } finally {
      call.release();
    }
    if (!signal.aborted) {
      parts.onDrop(call.failure ?? 'the server ended the subscription');
      await pause(backoffMs(drops, parts.timings.backoff), signal);
      drops += 1;
    }
  }
}

/** One call. `next` gives what has arrived, in order, and undefined once nothing more can come. */
class SubscriptionCall {
  failure: unknown;

  private readonly subscription: AllStreamSubscription;
  private readonly markers: { readonly afterEvents: number; readonly marker: Marker }[] = [];
  /** Events taken out of the stream so far; markers are placed by this count. */
  private taken = 0;
  private ended = false;
  /** The server has sent all there was and now sends what is appended; what it has sent last is the log's end. */
  private live = false;
  private caughtUpDue = false;
  private wake: (() => void) | undefined;

  constructor(
    private readonly parts: SubscriptionParts,
    private seen: LogPosition | undefined,
    private readonly filter: EventFilter | undefined,
    private readonly maxBatch: number,
    private readonly signal: AbortSignal,
  ) {
    this.subscription = parts.connection.subscribe(
      seen === undefined ? START : fromLogPosition(seen),
      serverFilter(filter, (checkpoint) => this.mark({ kind: 'checkpoint', checkpoint })),
      maxBatch,
    );
    this.subscription.on('caughtUp', () => this.mark({ kind: 'caughtUp' }));
    this.subscription.on('fellBehind', () => (this.live = false));
    this.subscription.on('readable', () => this.wake?.());
    this.subscription.on('error', (error: unknown) => this.end(error));
    this.subscription.on('end', () => this.end(undefined));
    this.subscription.on('close', () => this.end(undefined));
    signal.addEventListener('abort', this.onAbort, { once: true });
  }

  async next(): Promise<SubscriptionItem | undefined> {
    let missed = false;
    for (;;) {
      const item = this.take();
      if (item !== undefined) {
        return item;
      }
      if (this.ended || this.signal.aborted) {
        return undefined;
      }
      if (await this.arrival()) {
        continue;
      }
      const probe = await this.probe();
      if (probe === 'nothing') {
        continue;
      }
      if (probe !== 'missed') {
        return probe;
      }
      if (missed) {
        this.failure = 'silent while the log went on';
        return undefined;
      }
      // It may be on its way: one more period.
      missed = true;
    }
  }

  release(): void {
    this.signal.removeEventListener('abort', this.onAbort);
    this.ended = true;
    // Its call may never have come to be; then there is nothing to cancel.
    this.subscription.unsubscribe().catch(() => undefined);
    this.subscription.destroy();
  }

  private readonly onAbort = (): void => this.wake?.();

  private mark(marker: Marker): void {
    this.markers.push({ afterEvents: this.taken + this.subscription.readableLength, marker });
    this.wake?.();
  }

  private end(failure: unknown): void {
    this.failure ??= failure;
    this.ended = true;
    this.wake?.();
  }

  private take(): SubscriptionItem | undefined {
    const events: RecordedEvent[] = [];
    let looked = this.seen;
    while (events.length < this.maxBatch && !this.markerIsDue()) {
      const resolved = this.subscription.read() as AllStreamResolvedEvent | null;
      if (resolved === null) {
        break;
      }
      this.taken += 1;
      const stored = resolved.event;
      if (stored === undefined) {
        continue;
      }
      const position = toLogPosition(stored.position);
      if (looked !== undefined && position <= looked) {
        continue; // delivered before
      }
      looked = position;
      const event = decodeEvent(stored, stored.position);
      if (event !== undefined && matchesFilter(event, this.filter)) {
        events.push(event);
      }
    }
    if (looked !== undefined && looked !== this.seen) {
      this.seen = looked;
      this.caughtUpDue = this.live;
      return events.length > 0
        ? { kind: 'events', events, checkpoint: looked }
        : { kind: 'checkpoint', checkpoint: looked };
    }
    if (this.markerIsDue()) {
      return this.takeMarker();
    }
    if (this.caughtUpDue && this.live) {
      this.caughtUpDue = false;
      return { kind: 'caughtUp', at: this.seen };
    }
    return undefined;
  }

  private markerIsDue(): boolean {
    const first = this.markers[0];
    return first !== undefined && first.afterEvents <= this.taken;
  }

  private takeMarker(): SubscriptionItem | undefined {
    const { marker } = this.markers.shift()!;
    if (marker.kind === 'caughtUp') {
      this.live = true;
      this.caughtUpDue = false;
      return { kind: 'caughtUp', at: this.seen };
    }
    if (this.seen !== undefined && marker.checkpoint <= this.seen) {
      return this.take();
    }
    this.seen = marker.checkpoint;
    return marker;
  }

  /** False when nothing arrived for the watchdog's time. */
  private arrival(): Promise<boolean> {
    return new Promise((resolve) => {
      const silence = setTimeout(() => settle(false), this.parts.timings.watchdogMs);
      const settle = (arrived: boolean): void => {
        clearTimeout(silence);
        this.wake = undefined;
        resolve(arrived);
      };
      this.wake = () => settle(true);
    });
  }

  /**
   * Asks the log itself. Nothing new: the silence is right. Only what the filter skips: say how far it goes, so that
   * a reader of rare types moves on. Something that should have come: missed.
   */
  private async probe(): Promise<SubscriptionItem | 'nothing' | 'missed'> {
    let page: Page;
    try {
      page = await this.parts.readAfter(this.seen, PROBE_LIMIT);
    } catch {
      return 'nothing'; // the call itself will tell, or the next probe
    }
    if (this.subscription.readableLength > 0 || this.markers.length > 0) {
      return 'nothing';
    }
    if (page.events.length > 0) {
      return 'missed';
    }
    if (page.next === undefined || (this.seen !== undefined && page.next <= this.seen)) {
      return 'nothing';
    }
    this.seen = page.next;
    return { kind: 'checkpoint', checkpoint: page.next };
  }
}

/** The server takes one condition. By type when there are types; the other condition is checked here. */
function serverFilter(filter: EventFilter | undefined, onCheckpoint: (checkpoint: LogPosition) => void): Filter {
  const common = {
    maxSearchWindow: CHECKPOINT_EVERY,
    checkpointInterval: 1,
    checkpointReached: (_: unknown, position: { commit: bigint; prepare: bigint }) =>
      onCheckpoint(toLogPosition(position)),
  };
  if (filter?.types !== undefined && filter.types.length > 0) {
    return eventTypeFilter({ ...common, regex: `^(${filter.types.map(escapeRegex).join('|')})$` });
  }
  if (filter?.types === undefined && filter?.streamPrefixes !== undefined && filter.streamPrefixes.length > 0) {
    return streamNameFilter({ ...common, prefixes: [...filter.streamPrefixes] });
  }
  return eventTypeFilter({ ...common, regex: '^[^$].*' });
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
