import type pg from 'pg';
import type { LogPosition, RecordedEvent } from '../../../kernel/event.js';
import { EventLogError, type EventFilter, type Page, type ReadAllOptions, type StreamInfo } from '../event-log.js';
import { rawText } from './append-statement.js';
import { eventColumns, eventDecoder, type EventRow } from './event-row.js';
import { fromLogPosition, toLogPosition } from './log-position.js';

/** Bytes of `data` in one page, roughly: a page of events near their cap must not fill the memory. At least one event. */
const pageBytes = 16 * 1024 * 1024;

/** Positions looked at by one statement of a filtered read, and by one call of it. */
const windowPositions = 20_000n;
const callPositions = 200_000n;

const from = 'from eventlog.events e join eventlog.streams s on s.id = e.stream_id';

export interface StreamSlice {
  readonly from: bigint;
  readonly to?: bigint | undefined;
  readonly direction: 'forwards' | 'backwards';
  readonly limit: number;
}

/** The reads of the log as statements. Positions are dense and become visible in order, so any snapshot is a prefix. */
export class EventReader {
  constructor(private readonly pool: pg.Pool) {}

  async logId(): Promise<string> {
    const { rows } = await this.pool.query<{ id: string }>('select id from eventlog.log');
    const id = rows[0]?.id;
    if (id === undefined) throw new EventLogError('unavailable', 'the event log has no identity: it is not migrated');
    return id;
  }

  async head(): Promise<LogPosition | undefined> {
    const [row] = await this.rows<[string | null]>('select max(position) from eventlog.events', []);
    return row?.[0] == null ? undefined : toLogPosition(row[0]);
  }

  async streamInfo(stream: string): Promise<StreamInfo> {
    const sql = `select e.revision ${from} where s.name = $1 order by e.revision desc limit 1`;
    const [row] = await this.rows<[string]>(sql, [stream]);
    return row === undefined ? { exists: false } : { exists: true, revision: BigInt(row[0]) };
  }

  /** Up to `limit` events of one stream. */
  async readStream(stream: string, slice: StreamSlice): Promise<RecordedEvent[]> {
    const order = slice.direction === 'forwards' ? 'asc' : 'desc';
    const sql = `select ${eventColumns} ${from}
      where s.name = $1 and e.revision between $2 and $3 order by e.revision ${order} limit $4`;
    const values = [stream, slice.from.toString(), (slice.to ?? 0x7fff_ffff_ffff_ffffn).toString(), slice.limit];
    return (await this.rows<EventRow>(sql, values)).map(eventDecoder());
  }

  /**
   * Stream by stream, each from its index. Joined at once, Postgres takes streams of a few events for as long as those of
   * thousands beside them, and reads the whole log instead.
   */
  async readStreams(streams: readonly string[]): Promise<Map<string, RecordedEvent[]>> {
    const found = new Map<string, RecordedEvent[]>(streams.map((stream) => [stream, []]));
    const sql = `select ${eventColumns} from eventlog.streams s cross join lateral (
        select * from eventlog.events where stream_id = s.id order by revision
      ) e where s.name = any($1::text[]) order by s.id, e.revision`;
    const decode = eventDecoder();
    for (const row of await this.rows<EventRow>(sql, [[...found.keys()]])) found.get(row[1])!.push(decode(row));
    return found;
  }

  async readAll({ after, direction = 'forwards', limit, filter }: ReadAllOptions): Promise<Page> {
    if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError('limit must be a positive integer');
    if (filter?.types !== undefined || filter?.streamPrefixes !== undefined) {
      return this.readFiltered(after, direction, limit, filter);
    }
    const forwards = direction === 'forwards';
    const edge = after === undefined ? (forwards ? '0' : '9223372036854775807') : fromLogPosition(after);
    const rows = await this.page(forwards, edge, undefined, limit + 1, undefined);
    const cut = rows.slice(0, limit);
    return {
      events: cut.map(eventDecoder()),
      next: cut.length > 0 ? toLogPosition(cut.at(-1)![0]) : after,
      atEnd: rows.length <= limit && !isCutByBytes(rows),
    };
  }

  /**
   * Looks at windows of positions until the page is full, the log ends or enough was looked at: a rare type costs
   * several calls with a growing `next`, never one statement over the whole log.
   */
  private async readFiltered(
    after: LogPosition | undefined,
    direction: 'forwards' | 'backwards',
    limit: number,
    filter: EventFilter,
  ): Promise<Page> {
    const forwards = direction === 'forwards';
    const head = BigInt((await this.head()) ?? 0);
    if (head === 0n) return { events: [], next: after, atEnd: true };
    let edge = after === undefined ? (forwards ? 0n : head + 1n) : BigInt(fromLogPosition(after));
    const begin = edge;
    const decode = eventDecoder();
    const events: RecordedEvent[] = [];
    const ended = (): boolean => (forwards ? edge >= head : edge <= 1n);
    while (!ended() && (forwards ? edge - begin : begin - edge) < callPositions) {
      const end = forwards ? min(edge + windowPositions, head) : max(edge - windowPositions, 1n);
      const missing = limit - events.length;
      const rows = await this.page(forwards, edge.toString(), end.toString(), missing, filter);
      for (const row of rows) events.push(decode(row));
      const cut = rows.length === missing || isCutByBytes(rows);
      edge = cut ? BigInt(rows.at(-1)![0]) : end;
      if (cut) break;
    }
    // Nothing was looked at when the start lies beyond the end: then there is no further place to name.
    const next = edge === begin ? after : toLogPosition(edge.toString());
    return { events, next, atEnd: ended() };
  }

  private page(
    forwards: boolean,
    after: string,
    end: string | undefined,
    limit: number,
    filter: EventFilter | undefined,
  ): Promise<EventRow[]> {
    const values: unknown[] = [after, limit];
    const conditions = [`e.position ${forwards ? '>' : '<'} $1`];
    const condition = (value: unknown, sql: (parameter: string) => string): void => {
      values.push(value);
      conditions.push(sql(`$${values.length}`));
    };
    if (end !== undefined) condition(end, (p) => `e.position ${forwards ? '<=' : '>='} ${p}`);
    if (filter?.types) condition(filter.types, (p) => `e.type = any(${p}::text[])`);
    if (filter?.streamPrefixes) {
      condition(
        filter.streamPrefixes,
        (p) => `exists (select from unnest(${p}::text[]) prefix where starts_with(s.name, prefix))`,
      );
    }
    const order = forwards ? 'asc' : 'desc';
    const sql = `select position, name, revision, recorded_at, event_id, schema_version, type, data, meta from (
        select ${eventColumns}, octet_length(e.data) as size,
               sum(octet_length(e.data)) over (order by e.position ${order} rows unbounded preceding) as total
          ${from} where ${conditions.join(' and ')} order by e.position ${order} limit $2
      ) page where total - size <= ${pageBytes} order by position ${order}`;
    return this.rows<EventRow>(sql, values);
  }

  /** Unnamed statements: each is planned for its own limit and window, never for an average one. */
  private async rows<Row extends readonly unknown[]>(text: string, values: unknown[]): Promise<Row[]> {
    const query = { text, values, rowMode: 'array' as const, types: rawText };
    const { rows } = await this.pool.query(query);
    return rows as unknown as Row[];
  }
}

/** More may follow although fewer than asked for came. */
function isCutByBytes(rows: readonly EventRow[]): boolean {
  let bytes = 0;
  for (const row of rows) bytes += Buffer.byteLength(row[7]);
  return bytes > pageBytes;
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
