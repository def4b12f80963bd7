import type { DataSource } from 'typeorm';

export interface SpanCounts {
  readonly spans: number;
  /** Those that failed. */
  readonly failed: number;
}

/**
 * What belongs to each trace, as in `readOutline`; spans with one id are counted as `placeSpans` shows them. `offset 0`
 * keeps each look-up apart, by its index: joined, the planner guesses so many spans that it reads whole tables instead.
 */
const countOfEach = `
  with wanted as (select distinct unnest($1::text[]) as id),
  runs as (
    select w.id, t.* from wanted w cross join lateral (
      select agent_id, root_span_id, status, started_at from traces
      where trace_id = w.id and agent_id is not null offset 0
    ) t
  ),
  calls as (
    select r.id, s.* from runs r cross join lateral (
      select subject, span_id, source, trace_id, status, started_at from trace_spans
      where subject = r.agent_id and source = 'derived' offset 0
    ) s
  ),
  names as (
    select id, id as name from wanted
    union select id, trace_id from calls where trace_id is not null
  ),
  members as (
    select id, subject, span_id, source, status, started_at from calls
    union
    select n.id, s.* from names n cross join lateral (
      select subject, span_id, source, status, started_at from trace_spans where trace_id = n.name offset 0
    ) s
  ),
  spans as (
    select id, root_span_id as span_id, true as is_told, status, started_at, '' as subject from runs
    union all
    select id, span_id, source = 'derived', status, started_at, subject from members
  ),
  named as (
    select id,
      count(*) filter (where is_told) as told,
      count(*) filter (where is_told and status = 'error') as told_failed,
      (array_agg(status order by started_at, subject) filter (where not is_told))[1] as received
    from spans group by id, span_id
  )
  select id, sum(greatest(told, 1)) as spans,
    sum(case when told > 0 then told_failed when received = 'error' then 1 else 0 end) as failed
  from named group by id`;

/** How many spans each of these traces has, however many are shown. */
export async function countSpans(
  dataSource: DataSource,
  traceIds: readonly string[],
): Promise<ReadonlyMap<string, SpanCounts>> {
  const rows: { id: string; spans: string; failed: string }[] = await dataSource.query(countOfEach, [traceIds]);
  return new Map(rows.map(({ id, spans, failed }) => [id, { spans: Number(spans), failed: Number(failed) }]));
}
