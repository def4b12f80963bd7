import type pg from 'pg';
import type { LogPosition, NewEvent, RecordedEvent } from '../../../kernel/event.js';
import { createPool } from '../../postgres/pool.js';
import { assertAppendable, encodeEvent } from '../event-encoding.js';
import {
  EventLogError,
  type AppendOptions,
  type AppendOutcome,
  type AppendRequest,
  type AppendResult,
  type EventLog,
  type EventLogHealth,
  type ExpectedRevision,
  type Page,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StreamInfo,
  type SubscribeOptions,
  type SubscriptionItem,
} from '../event-log.js';
import { AppendWriter } from './append-writer.js';
import { EventReader } from './event-reader.js';
import { LogSignal } from './log-signal.js';
import { PendingAppend } from './pending-append.js';
import { refusal } from './postgres-failure.js';
import { subscription } from './subscription.js';

export interface PostgresEventLogOptions {
  /** Most events of one flush. Default 5 000. */
  readonly maxFlushEvents?: number;
  /** Most bytes of one flush. Default 4 MiB. */
  readonly maxFlushBytes?: number;
  /** Bytes of appends that may wait before further ones are refused as `unavailable`. Default 64 MiB. */
  readonly maxQueuedBytes?: number;
  /** After how long a subscriber looks by itself, when no notification has come. Default 250 ms. */
  readonly pollMs?: number;
  /** Told of reads that failed and are being repeated. */
  readonly onDrop?: (error: unknown) => void;
}

const defaultTimeoutMs = 10_000;
const streamPageEvents = 1_000;

/**
 * The event log in Postgres: schema `eventlog`, made by the platform's migrations. Reads go through the pool; the
 * writer and the listener each have a connection of their own, made with the pool's settings.
 */
export class PostgresEventLog implements EventLog {
  readonly capabilities = { dense: true, serverFilter: true };

  private readonly reader: EventReader;
  private readonly writer: AppendWriter;
  private readonly signal: LogSignal;
  private readonly stop = new AbortController();
  private id: Promise<string> | undefined;

  /** The pool stays its owner's to end, after `close`. */
  constructor(
    pool: pg.Pool,
    private readonly options: PostgresEventLogOptions = {},
  ) {
    const connection: pg.ClientConfig = { ...pool.options, password: pool.options.password };
    this.reader = new EventReader(pool);
    this.signal = new LogSignal({ ...connection, application_name: 'orchestrate-log-listener', keepAlive: true });
    this.writer = new AppendWriter({
      // A server that vanished without a word is noticed by the driver's own, later limit.
      connection: {
        ...connection,
        application_name: 'orchestrate-log-writer',
        statement_timeout: 10_000,
        query_timeout: 15_000,
        keepAlive: true,
      },
      limits: { events: options.maxFlushEvents ?? 5_000, bytes: options.maxFlushBytes ?? 4 * 1024 * 1024 },
      maxQueuedBytes: options.maxQueuedBytes ?? 64 * 1024 * 1024,
      onAppended: () => this.signal.appended(),
    });
  }

  logId(): Promise<string> {
    this.id ??= this.reading(() => this.reader.logId());
    // A failure is not remembered.
    this.id.catch(() => (this.id = undefined));
    return this.id;
  }

  async append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<AppendResult> {
    const { expected, signal, timeoutMs } = options;
    const outcome = await this.submit({ stream, events, expected }, signal, timeoutMs);
    if (!outcome.ok) throw outcome.error;
    return { revision: outcome.revision, position: outcome.position, duplicate: outcome.duplicate };
  }

  appendMany(
    requests: readonly AppendRequest[],
    options: { signal?: AbortSignal } = {},
  ): Promise<readonly AppendOutcome[]> {
    return Promise.all(requests.map((request) => this.submit(request, options.signal)));
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncGenerator<RecordedEvent, void, undefined> {
    const { direction = 'forwards', limit = Number.POSITIVE_INFINITY } = options;
    let from = options.from ?? 0n;
    let to = options.to;
    for (let left = limit; left > 0;) {
      const slice = { from, to, direction, limit: Math.min(left, streamPageEvents) };
      const events = await this.reading(() => this.reader.readStream(stream, slice));
      yield* events;
      if (events.length < slice.limit) return;
      left -= events.length;
      if (direction === 'forwards') from = events.at(-1)!.revision + 1n;
      else to = events.at(-1)!.revision - 1n;
    }
  }

  readStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
    return this.reading(() => this.reader.readStreams(streams));
  }

  readAll(options: ReadAllOptions): Promise<Page> {
    return this.reading(() => this.reader.readAll(options));
  }

  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionItem> {
    const { after, filter, maxBatch = 500, signal } = options;
    const source = {
      signal: this.signal,
      pollMs: this.options.pollMs ?? 250,
      read: (page: ReadAllOptions) => this.readAll(page),
      start: async () => (after === 'head' ? this.head() : after),
      onDrop: (error: unknown) => this.options.onDrop?.(error),
    };
    return subscription(source, filter, maxBatch, AbortSignal.any([signal, this.stop.signal]));
  }

  head(): Promise<LogPosition | undefined> {
    return this.reading(() => this.reader.head());
  }

  streamInfo(stream: string): Promise<StreamInfo> {
    return this.reading(() => this.reader.streamInfo(stream));
  }

  async health(): Promise<EventLogHealth> {
    try {
      await this.reading(() => this.reader.logId());
      return { status: 'up' };
    } catch (error) {
      return { status: 'down', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  async close(): Promise<void> {
    await this.writer.close();
    this.stop.abort();
    await this.signal.close();
  }

  private submit(
    { stream, events, expected }: AppendRequest,
    signal: AbortSignal | undefined,
    timeoutMs = defaultTimeoutMs,
  ): Promise<AppendOutcome> {
    try {
      if (this.stop.signal.aborted) throw new EventLogError('closed', 'the event log is closed');
      if (signal?.aborted) {
        throw new EventLogError('unavailable', 'aborted before anything was sent', { cause: signal.reason });
      }
      assertExpectation(expected);
      const encoded = events.map(encodeEvent);
      assertAppendable(stream, encoded);
      const pending = new PendingAppend(stream, expected, encoded, timeoutMs, signal);
      this.writer.enqueue(pending);
      return pending.outcome;
    } catch (error) {
      if (error instanceof EventLogError) return Promise.resolve({ ok: false, error });
      return Promise.reject(error as Error);
    }
  }

  private async reading<T>(read: () => Promise<T>): Promise<T> {
    if (this.stop.signal.aborted) throw new EventLogError('closed', 'the event log is closed');
    try {
      return await read();
    } catch (error) {
      throw error instanceof EventLogError || error instanceof RangeError ? error : refusal(error);
    }
  }
}

function assertExpectation(expected: ExpectedRevision): void {
  if (typeof expected === 'bigint' && expected < 0n) {
    throw new EventLogError('invalid_event', `${expected} is not a revision: a new stream is expected with 'none'`);
  }
}

/** A log with a pool of its own, ended together with it. The database must have been migrated. */
export async function openPostgresEventLog(
  connectionString: string,
  options: PostgresEventLogOptions & { readonly poolSize?: number } = {},
): Promise<PostgresEventLog> {
  const pool = createPool({ connectionString, applicationName: 'orchestrate-log-reader', max: options.poolSize ?? 4 });
  const log = new PostgresEventLog(pool, options);
  const close = log.close.bind(log);
  log.close = async () => {
    await close();
    await pool.end();
  };
  try {
    await log.logId();
  } catch (error) {
    await log.close();
    throw error;
  }
  return log;
}
