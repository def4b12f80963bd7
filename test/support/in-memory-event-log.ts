import { randomUUID } from 'node:crypto';

import type { LogPosition, NewEvent, RecordedEvent } from '../../src/kernel/event.js';
import { assertAppendable, type EncodedEvent, encodeEvent } from '../../src/platform/event-store/event-encoding.js';
import {
  EventLogError,
  type AppendOptions,
  type AppendOutcome,
  type AppendRequest,
  type AppendResult,
  type EventFilter,
  type EventLog,
  type EventLogHealth,
  type Page,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StreamInfo,
  type SubscribeOptions,
  type SubscriptionItem,
} from '../../src/platform/event-store/event-log.js';
import { decideAppend } from '../../src/platform/event-store/eventstoredb/append-decision.js';
import { matchesFilter } from '../../src/platform/event-store/eventstoredb/event-filter.js';

export interface InMemoryEventLogOptions {
  /** The log's clock, for `recordedAt`. */
  readonly now?: () => Date;
}

/** The event log's contract in one process and no I/O, for unit tests of what stands on it. Nothing is kept. */
export class InMemoryEventLog implements EventLog {
  readonly capabilities = { dense: true, serverFilter: true };

  private readonly id = randomUUID();
  private readonly events: RecordedEvent[] = [];
  private readonly streams = new Map<string, RecordedEvent[]>();
  private readonly waiting = new Set<() => void>();
  private readonly now: () => Date;
  private closed = false;

  constructor(options: InMemoryEventLogOptions = {}) {
    this.now = options.now ?? (() => new Date());
  }

  logId(): Promise<string> {
    return Promise.resolve(this.id);
  }

  async append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<AppendResult> {
    this.assertOpen();
    if (options.signal?.aborted === true) {
      throw new EventLogError('unavailable', 'aborted before anything was sent', { cause: options.signal.reason });
    }
    if (typeof options.expected === 'bigint' && options.expected < 0n) {
      throw new EventLogError('invalid_event', `an expected revision is not negative: ${options.expected}`);
    }
    const encoded = events.map(encodeEvent);
    assertAppendable(stream, encoded);
    const recorded = this.streams.get(stream) ?? [];
    const revisions = new Map(recorded.map((event) => [event.id, event.revision]));
    const last = recorded.at(-1)?.revision;
    const decision = decideAppend(
      { last, revisionOf: (eventId) => revisions.get(eventId) },
      encoded.map((event) => event.id),
      options.expected,
    );
    switch (decision.kind) {
      case 'conflict':
        throw new EventLogError('conflict', `${stream}: ${decision.reason}`, {
          expected: options.expected,
          actual: last,
        });
      case 'duplicate': {
        const { revision, position } = recorded[Number(decision.revision)]!;
        return { revision, position, duplicate: true };
      }
      case 'write': {
        const written = this.record(stream, recorded, encoded);
        return { revision: written.revision, position: written.position, duplicate: false };
      }
    }
  }

  async appendMany(
    requests: readonly AppendRequest[],
    options: { signal?: AbortSignal } = {},
  ): Promise<readonly AppendOutcome[]> {
    const outcomes: AppendOutcome[] = [];
    for (const request of requests) {
      try {
        const result = await this.append(request.stream, request.events, { ...options, expected: request.expected });
        outcomes.push({ ok: true, ...result });
      } catch (error) {
        if (!(error instanceof EventLogError)) {
          throw error;
        }
        outcomes.push({ ok: false, error });
      }
    }
    return outcomes;
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<RecordedEvent> {
    this.assertOpen();
    const { from = 0n, to, direction = 'forwards', limit } = options;
    const found = (this.streams.get(stream) ?? []).filter(
      (event) => event.revision >= from && (to === undefined || event.revision <= to),
    );
    yield* (direction === 'forwards' ? found : found.reverse()).slice(0, limit);
  }

  readStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
    this.assertOpen();
    return Promise.resolve(new Map(streams.map((stream) => [stream, [...(this.streams.get(stream) ?? [])]])));
  }

  async readAll(options: ReadAllOptions): Promise<Page> {
    this.assertOpen();
    const { after, direction = 'forwards', limit, filter } = options;
    assertOwn(after);
    const ordered = direction === 'forwards' ? this.events : this.events.toReversed();
    const events: RecordedEvent[] = [];
    let next = after;
    for (const event of ordered) {
      if (after !== undefined && (direction === 'forwards' ? event.position <= after : event.position >= after)) {
        continue;
      }
      if (events.length === limit) {
        return { events, next, atEnd: false };
      }
      next = event.position;
      if (matchesFilter(event, filter)) {
        events.push(event);
      }
    }
    return { events, next, atEnd: true };
  }

  async *subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionItem> {
    const { filter, maxBatch = 500, signal } = options;
    let seen = options.after === 'head' ? this.events.length : this.indexAfter(options.after);
    let caughtUp = false;
    while (!signal.aborted && !this.closed) {
      if (seen === this.events.length) {
        if (!caughtUp) {
          caughtUp = true;
          yield { kind: 'caughtUp', at: this.events.at(-1)?.position };
          continue;
        }
        await this.nextAppend(signal);
        continue;
      }
      caughtUp = false;
      const looked = this.events.slice(seen, seen + maxBatch);
      seen += looked.length;
      yield* this.item(looked, filter);
    }
  }

  head(): Promise<LogPosition | undefined> {
    this.assertOpen();
    return Promise.resolve(this.events.at(-1)?.position);
  }

  streamInfo(stream: string): Promise<StreamInfo> {
    this.assertOpen();
    const last = this.streams.get(stream)?.at(-1);
    return Promise.resolve(last === undefined ? { exists: false } : { exists: true, revision: last.revision });
  }

  health(): Promise<EventLogHealth> {
    return Promise.resolve(this.closed ? { status: 'down', reason: 'closed' } : { status: 'up' });
  }

  close(): Promise<void> {
    this.closed = true;
    this.wake();
    return Promise.resolve();
  }

  private record(stream: string, recorded: RecordedEvent[], events: readonly EncodedEvent[]): RecordedEvent {
    this.streams.set(stream, recorded);
    for (const { id, type, schemaVersion, data, meta } of events) {
      const added: RecordedEvent = {
        id,
        type,
        schemaVersion,
        data: JSON.parse(data) as RecordedEvent['data'],
        meta: JSON.parse(meta) as RecordedEvent['meta'],
        stream,
        revision: BigInt(recorded.length),
        position: String(this.events.length + 1).padStart(20, '0') as LogPosition,
        recordedAt: this.now(),
      };
      recorded.push(added);
      this.events.push(added);
    }
    this.wake();
    return recorded.at(-1)!;
  }

  private *item(looked: readonly RecordedEvent[], filter: EventFilter | undefined): Iterable<SubscriptionItem> {
    const checkpoint = looked.at(-1)!.position;
    const events = looked.filter((event) => matchesFilter(event, filter));
    yield events.length > 0 ? { kind: 'events', events, checkpoint } : { kind: 'checkpoint', checkpoint };
  }

  private indexAfter(position: LogPosition | undefined): number {
    if (position === undefined) {
      return 0;
    }
    assertOwn(position);
    const index = this.events.findIndex((event) => event.position > position);
    return index === -1 ? this.events.length : index;
  }

  private nextAppend(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  private wake(): void {
    for (const done of this.waiting) {
      done();
    }
  }

  private assertOpen(): void {
    if (this.closed) {
      throw new EventLogError('closed', 'the event log is closed');
    }
  }
}

function assertOwn(position: LogPosition | undefined): void {
  if (position !== undefined && !/^\d{20}$/.test(position)) {
    throw new EventLogError('wrong_log', `"${position}" is not a position of this log`);
  }
}
