import type { TrendMetric } from './trend.response.js';
import type { TrendStep } from './trend-buckets.js';

/** Where the values of a metric come from: its table's time, and how a value and its runs are reckoned. */
interface TrendSource {
  readonly table: string;
  readonly time: string;
  readonly value: string;
  readonly runs: string;
  readonly where: string;
}

/** A median cannot be put together of sums, so that it is taken of the runs. */
const sources: Readonly<Record<TrendMetric, TrendSource>> = {
  success_rate: {
    table: 'agent_run_sums',
    time: 'day',
    value: `coalesce(sum(runs) filter (where outcome = 'succeeded'), 0) / sum(runs)`,
    runs: 'sum(runs)',
    where: `outcome in ('succeeded', 'failed')`,
  },
  completion_seconds: {
    table: 'agent_runs',
    time: 'counted_at',
    value: 'percentile_cont(0.5) within group (order by execution_seconds)',
    runs: 'count(execution_seconds)',
    where: `outcome = 'succeeded' and execution_seconds is not null`,
  },
  tokens_per_run: {
    table: 'agent_run_sums',
    time: 'day',
    value: 'sum(input_tokens + output_tokens) / sum(runs_with_calls)',
    runs: 'sum(runs_with_calls)',
    where: `outcome <> 'open' and runs_with_calls > 0`,
  },
};

export function trendTime(metric: TrendMetric): string {
  return sources[metric].time;
}

/** One row for each day or week that has runs. */
export function trendValues(metric: TrendMetric, step: TrendStep, conditions: string): string {
  const { table, time, value, runs, where } = sources[metric];
  return `
    select date_trunc('${step}', ${time}, 'UTC') as start, (${value})::double precision as value, ${runs} as runs
      from ${table} where ${where} and ${conditions} group by 1`;
}
