import type { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import type { QuantileSketch } from '../../kernel/quantile-sketch.js';
import { decodeCursor, encodeCursor, type Paged } from '../http/paging.js';
import type { SqlConditions } from './keyset-list.js';

export interface GroupedList<Dimension extends string, Measure extends string> {
  /** After `from`: the table of sums as `u`, and what is joined to it. Its parameters are those of `conditions`. */
  readonly from: string;
  readonly conditions: SqlConditions;
  /** What can be grouped by: text expressions, empty (never null) for what is not known. */
  readonly dimensions: Readonly<Record<Dimension, string>>;
  /** What is grouped by, in the order of the list. */
  readonly groupBy: readonly Dimension[];
  /** Aggregates over columns of `u`, by name. */
  readonly measures: Readonly<Record<Measure, string>>;
  /** A column of `u` that holds quantile sketches, to be merged. */
  readonly sketch?: string;
  readonly limit: number;
  readonly cursor: string | undefined;
}

/** The measures of one group or of everything: numbers as text, exact; null for what is not known. */
export interface Measured<Measure extends string> {
  readonly measures: Readonly<Record<Measure, string | null>>;
  /** Empty where none was asked for. */
  readonly sketch: QuantileSketch;
}

export interface Group<Dimension extends string, Measure extends string> extends Measured<Measure> {
  /** Only what was grouped by; null where it is not known. */
  readonly key: Partial<Record<Dimension, string | null>>;
}

export interface GroupedPage<Dimension extends string, Measure extends string> extends Paged<
  Group<Dimension, Measure>
> {
  /** Of everything that the conditions leave, not only of this page. */
  readonly totals: Measured<Measure>;
}

type GroupRow = Readonly<Record<string, unknown>> & {
  readonly list_key: readonly string[] | null;
  readonly list_total: string;
  readonly list_sketch: Readonly<Record<string, number>> | null;
};

const KEY_ORDER = 'list_key collate "C"';

/** One page of groups in the order of their keys, with the sums of all: one statement, hence one snapshot. */
export async function groupedList<Dimension extends string, Measure extends string>(
  dataSource: DataSource,
  list: GroupedList<Dimension, Measure>,
): Promise<GroupedPage<Dimension, Measure>> {
  const { from, conditions, dimensions, groupBy, limit, cursor } = list;
  const names = Object.keys(list.measures) as Measure[];
  const where = conditions.sql;
  const after = cursor === undefined ? undefined : keyOf(cursor, groupBy.length);
  const start = after === undefined ? 'true' : `${KEY_ORDER} > ${conditions.bind(after)}::text[]`;
  const aggregates = names.map((name) => `${list.measures[name]} as "${name}"`).join(', ');
  const picked = names.map((name) => `p."${name}"`).join(', ');
  const rows: GroupRow[] = await dataSource.query(
    `with counted as (
       select array[${groupBy.map((name) => dimensions[name]).join(', ')}]::text[] as list_key, u.*
       from ${from} where ${where}
     ), grouped as (
       select list_key, ${aggregates} from counted group by list_key
     ), page as (
       select * from grouped where ${start} order by ${KEY_ORDER} limit ${limit + 1}
     ), everything as (
       select null::text[] as list_key, ${aggregates} from counted
     ), buckets as (${bucketsSql(list.sketch)}), sketches as (
       select b.list_key, jsonb_object_agg(b.bucket, b.observations) as list_sketch
       from buckets b join page p on p.list_key = b.list_key group by b.list_key
     ), whole as (
       select jsonb_object_agg(b.bucket, b.observations) as list_sketch
       from (select bucket, sum(observations) as observations from buckets group by bucket) b
     )
     select * from (select e.*, (select count(*) from grouped) as list_total, w.list_sketch from everything e, whole w
     union all
     select p.list_key, ${picked}, 0, s.list_sketch from page p left join sketches s on s.list_key = p.list_key) found
     order by ${KEY_ORDER} nulls first`,
    conditions.parameters,
  );
  const measured = (row: GroupRow | undefined): Measured<Measure> => ({
    measures: Object.fromEntries(names.map((name) => [name, textOf(row?.[name])])) as Record<Measure, string | null>,
    sketch: row?.list_sketch ?? {},
  });
  const [everything, ...groups] = rows;
  const page = groups.slice(0, limit);
  return {
    items: page.map((row) => ({ key: named(groupBy, row.list_key ?? []), ...measured(row) })),
    nextCursor: groups.length > limit ? encodeCursor(page.at(-1)?.list_key ?? []) : null,
    total: Number(everything?.list_total ?? 0),
    totals: measured(everything),
  };
}

/** The sketches of each group, merged bucket by bucket: once for the page and for everything. */
function bucketsSql(column: string | undefined): string {
  if (column === undefined)
    return 'select null::text[] as list_key, null::text as bucket, null::numeric as observations where false';
  return `select c.list_key, s.bucket, sum(s.observations::bigint) as observations
    from counted c cross join lateral jsonb_each_text(c."${column}") s(bucket, observations)
    group by c.list_key, s.bucket`;
}

/** Empty stands for what is not known. */
function named<Dimension extends string>(
  groupBy: readonly Dimension[],
  key: readonly string[],
): Partial<Record<Dimension, string | null>> {
  const pairs = groupBy.map((name, index) => [name, key[index] || null]);
  return Object.fromEntries(pairs) as Partial<Record<Dimension, string | null>>;
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function keyOf(cursor: string, parts: number): readonly string[] {
  const key = decodeCursor(cursor, parts);
  if (key.every((part) => typeof part === 'string' && !part.includes('\u0000'))) return key as readonly string[];
  throw new DomainError('CURSOR_INVALID', 'cursor: not one that this list answered; start again without it', {
    fault: 'invalid',
    fields: [{ field: 'cursor', message: 'not a cursor of this list' }],
  });
}
