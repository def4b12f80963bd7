import type { DataSource } from 'typeorm';
import type { SqlConditions } from '../../platform/postgres/keyset-list.js';
import { coverageSource } from './coverage-source.js';
import type { CoverageSummary } from './report-telemetry-coverage.query.js';

interface SummaryRow {
  readonly agents: string;
  readonly with_gaps: string;
  readonly with_repeated_numbers: string;
  readonly missing_records: string;
  readonly without_usage: string;
  readonly usage_stopped: string;
  readonly events_below_metrics: string;
  readonly event_tokens: string;
  readonly metric_tokens: string | null;
  readonly compared_event_tokens: string | null;
}

const withProblem = (problem: string) => `count(*) filter (where '${problem}' = any(problems))`;

/** How complete the telemetry of all agents is that the conditions leave. */
export async function summariseCoverage(
  dataSource: DataSource,
  { sql, parameters }: SqlConditions,
): Promise<CoverageSummary> {
  const rows: readonly SummaryRow[] = await dataSource.query(
    `select count(*) as agents,
            ${withProblem('records_missing')} as with_gaps,
            ${withProblem('numbers_repeat')} as with_repeated_numbers,
            ${withProblem('without_usage')} as without_usage,
            ${withProblem('usage_stopped')} as usage_stopped,
            ${withProblem('events_below_metrics')} as events_below_metrics,
            coalesce(sum(missing), 0) as missing_records,
            coalesce(sum(event_tokens), 0) as event_tokens,
            sum(metric_tokens) as metric_tokens,
            sum(event_tokens) filter (where metric_tokens is not null) as compared_event_tokens
       from ${coverageSource} c where ${sql}`,
    parameters,
  );
  const row = rows[0] as SummaryRow;
  const metricTokens = row.metric_tokens === null ? null : Number(row.metric_tokens);
  return {
    agents: Number(row.agents),
    withGaps: Number(row.with_gaps),
    missingRecords: Number(row.missing_records),
    withRepeatedNumbers: Number(row.with_repeated_numbers),
    withoutUsage: Number(row.without_usage),
    usageStopped: Number(row.usage_stopped),
    eventsBelowMetrics: Number(row.events_below_metrics),
    eventTokens: Number(row.event_tokens),
    metricTokens,
    ratio: metricTokens === null || metricTokens === 0 ? null : Number(row.compared_event_tokens) / metricTokens,
  };
}
