import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  FORWARDS,
  NO_STREAM,
  START,
  type AllStreamRecordedEvent,
  type AllStreamSubscription,
  type AppendResult,
  type EventData,
  type Filter,
  type RecordedEvent as StoredEvent,
  type StreamingRead,
} from '@eventstore/db-client';
// The unary append. `client.appendToStream` prefers the batch call, whose replies are matched through one map for all
// clients of the process: an error on any stream rejects everybody's appends, and a reply that still comes after that
// throws where nobody can catch it. One call per append has its own deadline and its own failure.
import { append } from '@eventstore/db-client/dist/streams/appendToStream/append.js';

import { EventLogError } from '../event-log.js';
import { backoffMs, pause } from './backoff.js';
import type { EventStoreDbTimings } from './eventstoredb-timings.js';
import type { TransactionPosition } from './log-position.js';
import { isNotFound, toEventLogError } from './store-failure.js';

export interface StoredAppend {
  readonly lastRevision: bigint;
  /** Of the last event; absent when the server found the events there already. */
  readonly position: TransactionPosition | undefined;
}

export interface RawAllPage {
  readonly events: readonly AllStreamRecordedEvent[];
  readonly atEnd: boolean;
}

/** The client's calls with what it lacks: deadlines, retried reads, pages instead of endless streams, our errors. */
export class EventStoreDbConnection {
  private readonly client: EventStoreDBClient;
  /** Fails the reads under way: the client swallows its own cancellation, and they would wait for nothing. */
  private readonly reading = new Set<(error: EventLogError) => void>();

  constructor(
    url: string,
    private readonly timings: EventStoreDbTimings,
  ) {
    this.client = EventStoreDBClient.connectionString(url);
  }

  /** One try. Rejects with the client's error as it is: the caller must tell "refused" from "unknown". */
  async append(
    stream: string,
    events: readonly EventData[],
    last: bigint | undefined,
    timeoutMs: number,
  ): Promise<StoredAppend> {
    const options = { expectedRevision: last ?? NO_STREAM, deadline: timeoutMs, batchAppendSize: 0 } as const;
    const sent = append.call(this.client, stream, [...events], options);
    const result: AppendResult = await orSilence(sent, timeoutMs);
    return { lastRevision: result.nextExpectedRevision, position: result.position };
  }

  /** A missing stream gives an empty page. */
  readStream(
    stream: string,
    from: bigint | typeof START | typeof END,
    direction: 'forwards' | 'backwards',
    count: number,
  ): Promise<readonly StoredEvent[]> {
    return this.retried(async () => {
      try {
        const read = this.client.readStream(stream, {
          fromRevision: from,
          direction: direction === 'forwards' ? FORWARDS : BACKWARDS,
          maxCount: count,
        });
        const resolved = await this.collect(read);
        return resolved.map(({ event }) => event).filter((event) => event !== undefined);
      } catch (error) {
        if (isNotFound(error)) {
          return [];
        }
        throw error;
      }
    });
  }

  /** `from` is inclusive for the server when reading forwards. */
  readAll(
    from: TransactionPosition | typeof START | typeof END,
    direction: 'forwards' | 'backwards',
    count: number,
  ): Promise<RawAllPage> {
    return this.retried(async () => {
      const resolved = await this.collect(
        this.client.readAll({
          fromPosition: from,
          direction: direction === 'forwards' ? FORWARDS : BACKWARDS,
          maxCount: count,
        }),
      );
      return {
        events: resolved.map(({ event }) => event).filter((event) => event !== undefined),
        atEnd: resolved.length < count,
      };
    });
  }

  /** `after` is exclusive. Not retried: its reader resumes from what it has delivered. */
  subscribe(after: TransactionPosition | typeof START, filter: Filter, buffered: number): AllStreamSubscription {
    return this.client.subscribeToAll({ fromPosition: after, filter }, { highWaterMark: buffered });
  }

  async close(): Promise<void> {
    for (const fail of this.reading) {
      fail(new EventLogError('closed', 'the event log is closed'));
    }
    await this.client.dispose();
    // dispose() ends calls only; the socket belongs to the channel, which the client offers no way to close.
    const { getChannel } = this.client as unknown as { getChannel(): Promise<{ close(): void }> };
    await getChannel().then(
      (channel) => channel.close(),
      () => undefined,
    );
  }

  private async retried<T>(read: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + this.timings.readDeadlineMs;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await read();
      } catch (error) {
        const failure = toEventLogError(error);
        const wait = backoffMs(attempt, this.timings.backoff);
        if (failure.kind !== 'unavailable' || Date.now() + wait >= deadline) {
          throw failure;
        }
        await pause(wait);
      }
    }
  }

  /** Everything of a bounded read; a read that falls silent is cancelled and counts as unavailable. */
  private collect<T>(read: StreamingRead<T>): Promise<T[]> {
    return new Promise((resolve, reject) => {
      const items: T[] = [];
      const silence = setTimeout(() => {
        read.cancel().catch(() => undefined);
        fail(new EventLogError('unavailable', `EventStoreDB: no answer for ${this.timings.readSilenceMs} ms`));
      }, this.timings.readSilenceMs);
      const fail = (error: unknown): void => {
        this.reading.delete(fail);
        clearTimeout(silence);
        read.destroy();
        reject(error);
      };
      this.reading.add(fail);
      read.on('error', fail);
      read.on('data', (item: T) => {
        silence.refresh();
        items.push(item);
      });
      read.on('close', () => fail(new EventLogError('unavailable', 'EventStoreDB: the read was cut off')));
      read.on('end', () => {
        this.reading.delete(fail);
        clearTimeout(silence);
        resolve(items);
      });
    });
  }
}

/** The client settles by the server's answer alone. The promise left behind may still reject; that is nobody's. */
async function orSilence<T>(answer: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer for ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
