import { END, START, type RecordedEvent as StoredEvent } from '@eventstore/db-client';

import type { LogPosition, RecordedEvent } from '../../../kernel/event.js';
import {
  EventLogError,
  type Page,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StreamInfo,
} from '../event-log.js';
import { decodeEvent } from './event-codec.js';
import { matchesFilter } from './event-filter.js';
import type { EventStoreDbConnection } from './eventstoredb-connection.js';
import { fromLogPosition, toLogPosition, type TransactionPosition } from './log-position.js';

/** Most events asked for in one call: bounds the memory of a read that matches little. */
const PAGE = 1_000;
/** Fewest, so that a run of system events does not cost a call for every two of them. */
const SMALL_PAGE = 16;
/** Most calls for one page of a filtered read: bounds the time until the caller hears how far it came. */
const MOST_CALLS = 20;

/** Reads in bounded pages, without system events, whatever inclusive or exclusive the server's own calls are. */
export class EventStoreDbReader {
  constructor(private readonly connection: EventStoreDbConnection) {}

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<RecordedEvent> {
    const { from = 0n, to, direction = 'forwards' } = options;
    const forwards = direction === 'forwards';
    let left = options.limit ?? Number.POSITIVE_INFINITY;
    let cursor: bigint | typeof END = forwards ? from : (to ?? END);
    while (left > 0 && (cursor === END || cursor >= 0n)) {
      const count = Math.min(PAGE, left);
      const page = await this.connection.readStream(stream, cursor, direction, count);
      for (const stored of page) {
        if (forwards ? to !== undefined && stored.revision > to : stored.revision < from) {
          return;
        }
        const event = decodeEvent(stored, positionOf(stored));
        if (event !== undefined) {
          left -= 1;
          yield event;
        }
      }
      const last = page.at(-1);
      if (last === undefined || page.length < count) {
        return;
      }
      cursor = forwards ? last.revision + 1n : last.revision - 1n;
    }
  }

  async wholeStream(stream: string): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const event of this.readStream(stream)) {
      events.push(event);
    }
    return events;
  }

  async readAll(options: ReadAllOptions): Promise<Page> {
    const { after, direction = 'forwards', limit, filter } = options;
    const forwards = direction === 'forwards';
    const events: RecordedEvent[] = [];
    let cursor: TransactionPosition | typeof START | typeof END =
      after === undefined ? (forwards ? START : END) : fromLogPosition(after);
    let passed = after;
    let next = after;
    for (let call = 0; call < MOST_CALLS; call += 1) {
      // More than wanted: forwards, the first is the cursor itself; and a page that is full is then not yet the end.
      const count = filter === undefined ? Math.min(PAGE, Math.max(SMALL_PAGE, limit - events.length + 2)) : PAGE;
      const page = await this.connection.readAll(cursor, direction, count);
      for (const stored of page.events) {
        const position = toLogPosition(stored.position);
        if (passed !== undefined && (forwards ? position <= passed : position >= passed)) {
          continue;
        }
        const event = decodeEvent(stored, stored.position);
        const wanted = event !== undefined && matchesFilter(event, filter);
        if (wanted && events.length === limit) {
          return { events, next, atEnd: false };
        }
        passed = position;
        cursor = stored.position;
        if (event !== undefined) {
          next = position;
        }
        if (wanted) {
          events.push(event);
        }
      }
      if (page.atEnd) {
        return { events, next, atEnd: true };
      }
    }
    return { events, next: passed, atEnd: false };
  }

  async head(): Promise<LogPosition | undefined> {
    let before: LogPosition | undefined;
    for (;;) {
      const options = { direction: 'backwards', limit: 1 } as const;
      const page = await this.readAll(before === undefined ? options : { ...options, after: before });
      if (page.events[0] !== undefined || page.atEnd) {
        return page.events[0]?.position;
      }
      before = page.next;
    }
  }

  async streamInfo(stream: string): Promise<StreamInfo> {
    const [last] = await this.connection.readStream(stream, END, 'backwards', 1);
    return last === undefined ? { exists: false } : { exists: true, revision: last.revision };
  }
}

function positionOf(stored: StoredEvent): TransactionPosition {
  if (stored.position === undefined) {
    throw new EventLogError('unavailable', 'EventStoreDB 23.10 or later is needed: this one gives no positions');
  }
  return stored.position;
}
