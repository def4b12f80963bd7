import type { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor, type Paged } from '../http/paging.js';
import { DomainError } from '../../kernel/domain-error.js';

/** Read models are in bytewise order, which knows upper and lower case of ASCII only. */
const ANY_CASE = 'collate "und-x-icu"';

/** Conditions of a `where`, with their parameters in order. */
export class SqlConditions {
  readonly parameters: unknown[] = [];
  private readonly parts: string[] = [];

  /** The placeholder of a new parameter. */
  bind(value: unknown): string {
    this.parameters.push(value);
    return `$${this.parameters.length}`;
  }

  /** Adds a condition unless the value is undefined; `sql` gets the value's placeholder. */
  add<Value>(value: Value | undefined, sql: (placeholder: string) => string): this {
    if (value !== undefined) this.parts.push(sql(this.bind(value)));
    return this;
  }

  /** The column has this value; of a list, one of them. Nothing given: no condition. */
  equals(column: string, value: string | number | boolean | readonly string[] | undefined): this {
    return this.add(value, (p) => (Array.isArray(value) ? `${column} = any(${p}::text[])` : `${column} = ${p}`));
  }

  /** One of the columns contains the text, in whatever case. */
  contains(columns: readonly string[], text: string | undefined): this {
    const pattern = text === undefined ? undefined : `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    return this.add(pattern, (p) => `(${columns.map((column) => `${column} ${ANY_CASE} ilike ${p}`).join(' or ')})`);
  }

  /** From (inclusive) and to (exclusive). */
  between(column: string, from: string | undefined, to: string | undefined): this {
    this.add(from, (p) => `${column} >= ${p}::timestamptz`);
    return this.add(to, (p) => `${column} < ${p}::timestamptz`);
  }

  /** `true` when there is none, so that it always fits after `where`. */
  get sql(): string {
    return this.parts.length === 0 ? 'true' : this.parts.join(' and ');
  }
}

export interface KeysetList<Row, Item> {
  /** After `from`: a table, or a subquery with an alias. Its parameters are those of `conditions`. */
  readonly from: string;
  readonly conditions: SqlConditions;
  /** Select list; every row must have `id`. Default `*`. */
  readonly columns?: string;
  /** A time, never null in the order's expression: rows without one sort as of year 1. */
  readonly sortBy: string;
  readonly direction: 'asc' | 'desc';
  /** Breaks ties; unique. Default `id`. */
  readonly tieBreaker?: string;
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly present: (row: Row) => Item;
}

/** Where a row without a time stands. */
export const NO_TIME_SQL = `'0001-01-01T00:00:00Z'::timestamptz`;
const NO_TIME_MS = -62_135_596_800_000;
const MAX_TIME_MS = 253_402_300_800_000;

/** The sort expression of a column that may be null; write an index with the same. */
export function nullsAsYearOne(column: string): string {
  return `coalesce(${column}, ${NO_TIME_SQL})`;
}

type ListRow<Row> = Row & { list_total?: string; list_sort: Date | null; list_tie: string };

/**
 * One page and the total: counted with the first page, of one snapshot with it, and carried from there by the cursor,
 * since counting costs more than a page.
 */
export async function keysetList<Row extends object, Item>(
  dataSource: DataSource,
  list: KeysetList<Row, Item>,
): Promise<Paged<Item>> {
  const { from, conditions, columns = '*', sortBy, direction, tieBreaker = 'id', limit, cursor, present } = list;
  const counted = conditions.sql;
  const after = cursor === undefined ? undefined : placeOf(cursor);
  const beyond = direction === 'desc' ? '<' : '>';
  const start =
    after === undefined
      ? 'true'
      : `(${sortBy}, ${tieBreaker}) ${beyond} (${conditions.bind(after.time.toISOString())}::timestamptz, ${conditions.bind(after.tie)})`;
  const pageSql = `select ${columns}, ${sortBy} as list_sort, ${tieBreaker} as list_tie from ${from} where ${counted} and ${start}
    order by ${sortBy} ${direction}, ${tieBreaker} ${direction} limit ${limit + 1}`;
  const rows: ListRow<Row>[] = await dataSource.query(
    after !== undefined
      ? pageSql
      : `select c.list_total, p.* from (select count(*) as list_total from ${from} where ${counted}) c
         left join lateral (${pageSql}) p on true
         order by p.list_sort ${direction}, p.list_tie ${direction}`,
    conditions.parameters,
  );
  const total = after?.total ?? Number(rows[0]?.list_total ?? 0);
  const found = rows.filter((row) => row.list_sort !== null);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => present(row)),
    nextCursor:
      found.length > limit && last ? encodeCursor([(last.list_sort as Date).getTime(), last.list_tie, total]) : null,
    total,
  };
}

interface Place {
  readonly time: Date;
  readonly tie: string;
  /** As counted with the first page. */
  readonly total: number;
}

function placeOf(cursor: string): Place {
  const [ms, tie, total] = decodeCursor(cursor, 3);
  const isTime = Number.isInteger(ms) && Number(ms) >= NO_TIME_MS && Number(ms) < MAX_TIME_MS;
  const isTotal = Number.isSafeInteger(total) && Number(total) >= 0;
  if (!isTime || !isTotal || typeof tie !== 'string' || tie.includes('\u0000')) {
    throw new DomainError('CURSOR_INVALID', 'cursor: not one that this list answered; start again without it', {
      fault: 'invalid',
      fields: [{ field: 'cursor', message: 'not a cursor of this list' }],
    });
  }
  return { time: new Date(Number(ms)), tie, total: Number(total) };
}
