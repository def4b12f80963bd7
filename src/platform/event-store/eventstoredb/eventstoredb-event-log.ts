import { randomUUID } from 'node:crypto';

import type { LogPosition, NewEvent, RecordedEvent } from '../../../kernel/event.js';
import { assertAppendable, encodeEvent } from '../event-encoding.js';
import {
  EventLogError,
  type AppendOptions,
  type AppendOutcome,
  type AppendRequest,
  type AppendResult,
  type EventLog,
  type EventLogCapabilities,
  type EventLogHealth,
  type Page,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StreamInfo,
  type SubscribeOptions,
  type SubscriptionItem,
} from '../event-log.js';
import { backoffMs, pause } from './backoff.js';
import { EventStoreDbAppender } from './eventstoredb-appender.js';
import { EventStoreDbConnection } from './eventstoredb-connection.js';
import { EventStoreDbReader } from './eventstoredb-reader.js';
import { subscribeResiliently } from './eventstoredb-subscription.js';
import { DEFAULT_TIMINGS, type EventStoreDbTimings } from './eventstoredb-timings.js';
import { readOrWriteLogId } from './log-identity.js';
import { LOG_IDENTITY_STREAM } from './log-identity.stream.js';

/** Appends and reads of one call that go on at the same time: HTTP/2 allows 100 streams on a connection by default. */
const CONCURRENCY = 32;

/** Some 26 MB. */
const MOST_CACHED_IDS = 200_000;

export interface EventStoreDbLogger {
  warn(details: Record<string, unknown>, message: string): void;
}

export interface EventStoreDbOptions {
  /** `esdb://user:password@host:2113?tls=true`, several hosts, or `esdb+discover://…`. */
  readonly url: string;
  readonly logger: EventStoreDbLogger;
  readonly timings?: Partial<EventStoreDbTimings>;
  /** Bounds the memory spent on recognising repeats; what is dropped is read again. */
  readonly mostCachedIds?: number;
}

/** Connects lazily: nothing is sent before the first call. Throws only when the URL cannot be read. */
export function openEventStoreDbEventLog(options: EventStoreDbOptions): EventLog {
  return new EventStoreDbEventLog(options);
}

/** The event log on EventStoreDB (23.10 or later, and KurrentDB), through its gRPC protocol. */
class EventStoreDbEventLog implements EventLog {
  /** Positions are byte offsets. Subscriptions filter at the server, but a page read filters here. */
  readonly capabilities: EventLogCapabilities = { dense: false, serverFilter: false };

  private readonly timings: EventStoreDbTimings;
  private readonly logger: EventStoreDbLogger;
  private readonly connection: EventStoreDbConnection;
  private readonly appender: EventStoreDbAppender;
  private readonly reader: EventStoreDbReader;
  private readonly closing = new AbortController();
  private identity: Promise<string> | undefined;

  constructor(options: EventStoreDbOptions) {
    this.timings = { ...DEFAULT_TIMINGS, ...options.timings };
    this.logger = options.logger;
    this.connection = new EventStoreDbConnection(options.url, this.timings);
    this.appender = new EventStoreDbAppender(this.connection, this.timings, options.mostCachedIds ?? MOST_CACHED_IDS);
    this.reader = new EventStoreDbReader(this.connection);
  }

  logId(): Promise<string> {
    this.assertOpen();
    this.identity ??= readOrWriteLogId(this.connection, randomUUID()).catch((error: unknown) => {
      this.identity = undefined;
      throw error;
    });
    return this.identity;
  }

  async append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<AppendResult> {
    this.assertOpen();
    if (typeof options.expected === 'bigint' && options.expected < 0n) {
      throw new EventLogError('invalid_event', `an expected revision is not negative: ${options.expected}`);
    }
    const encoded = events.map(encodeEvent);
    assertAppendable(stream, encoded);
    if (stream === LOG_IDENTITY_STREAM) {
      throw new EventLogError('invalid_event', `the stream name "${stream}" is reserved`);
    }
    return this.appender.append(stream, encoded, options);
  }

  async appendMany(
    requests: readonly AppendRequest[],
    options: { signal?: AbortSignal } = {},
  ): Promise<readonly AppendOutcome[]> {
    this.assertOpen();
    return concurrently(requests, async ({ stream, events, ...expectation }): Promise<AppendOutcome> => {
      try {
        return { ok: true, ...(await this.append(stream, events, { ...options, ...expectation })) };
      } catch (error) {
        if (error instanceof EventLogError) {
          return { ok: false, error };
        }
        throw error;
      }
    });
  }

  async *readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedEvent> {
    this.assertOpen();
    yield* this.reader.readStream(stream, options);
  }

  async readStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
    this.assertOpen();
    const names = [...new Set(streams)];
    const found = await concurrently(names, (stream) => this.reader.wholeStream(stream));
    return new Map(names.map((stream, index) => [stream, found[index]!]));
  }

  async readAll(options: ReadAllOptions): Promise<Page> {
    this.assertOpen();
    return this.reader.readAll(options);
  }

  async *subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionItem> {
    this.assertOpen();
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    const start = options.after === 'head' ? await this.headWhenReachable(signal) : options.after;
    const filter = options.filter;
    const parts = {
      connection: this.connection,
      timings: this.timings,
      readAfter: (after: LogPosition | undefined, limit: number) =>
        this.reader.readAll({ limit, ...(after !== undefined && { after }), ...(filter !== undefined && { filter }) }),
      onDrop: (reason: unknown) => this.logger.warn({ reason: String(reason) }, 'event log subscription dropped'),
    };
    yield* subscribeResiliently(parts, start, filter, options.maxBatch ?? 500, signal);
  }

  async head(): Promise<LogPosition | undefined> {
    this.assertOpen();
    return this.reader.head();
  }

  async streamInfo(stream: string): Promise<StreamInfo> {
    this.assertOpen();
    return this.reader.streamInfo(stream);
  }

  async health(): Promise<EventLogHealth> {
    if (this.closing.signal.aborted) {
      return { status: 'down', reason: 'closed' };
    }
    const answered = this.reader.head().then(
      (): EventLogHealth => ({ status: 'up' }),
      (error: unknown): EventLogHealth => ({
        status: 'down',
        reason: error instanceof Error ? error.message : String(error),
      }),
    );
    const waited = pause(this.timings.healthMs).then((): EventLogHealth => ({
      status: 'down',
      reason: `no answer for ${this.timings.healthMs} ms`,
    }));
    return Promise.race([answered, waited]);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.appender.idle();
    await this.connection.close();
  }

  /** A subscription outlives an absent server, so its starting point must as well. */
  private async headWhenReachable(signal: AbortSignal): Promise<LogPosition | undefined> {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        return await this.reader.head();
      } catch (error) {
        this.logger.warn({ reason: String(error) }, 'event log head not readable yet');
        await pause(backoffMs(attempt, this.timings.backoff), signal);
      }
    }
    return undefined;
  }

  private assertOpen(): void {
    if (this.closing.signal.aborted) {
      throw new EventLogError('closed', 'the event log is closed');
    }
  }
}

/** Results in the order of the items, a bounded number of them under way, started in that order. */
async function concurrently<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next;
      next += 1;
      results[index] = await work(items[index]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, items.length) }, worker));
  return results;
}
