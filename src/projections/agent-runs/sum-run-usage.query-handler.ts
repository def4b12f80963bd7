import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { keyedRuns } from './agent-runs.sql.js';
import type { RunOutcome } from './run-life.js';
import { selectedRuns } from './run-selection.js';
import { USAGE_OF_RUNS, joinedPeriods, USAGE_SUMS, usageOfRow, type UsageSumsRow } from './run-usage.sql.js';
import { type RunUsageSums, SumRunUsage } from './sum-run-usage.query.js';

interface SumRow extends UsageSumsRow {
  readonly key: string | null;
  readonly outcome: RunOutcome;
  readonly known: boolean;
  readonly period: string;
  /** Those that are counted with this period: each run once, with its first. */
  readonly runs: string;
}

const columns = [
  'calls',
  'uncached_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'cache_write_1h_tokens',
];

@QueryHandler(SumRunUsage)
export class SumRunUsageHandler implements IQueryHandler<SumRunUsage> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ selection, by, periods }: SumRunUsage): Promise<RunUsageSums> {
    if (periods.length === 0) return { counts: [], sums: [] };
    const conditions = selectedRuns(selection, 'counted_at', selection);
    // Once over the rows, in whatever plan: the planner takes usage in periods for much less than it is, and would join
    // two such results row by row.
    const rows: SumRow[] = await this.dataSource.query(
      `with runs as materialized (select agent_id, key, outcome from (${keyedRuns(by, conditions.sql)}) r),
       parts as (
         select r.key, r.outcome, p.ordinal - 1 as period, ${columns.map((column) => `u.${column}`).join(', ')},
                bool_and(p.priced) over (partition by u.agent_id) as known,
                row_number() over (partition by u.agent_id order by p.ordinal, u.quarter, u.failed) = 1 as is_first
           from ${USAGE_OF_RUNS} ${joinedPeriods(periods, conditions)})
       select u.key, u.outcome, u.known, u.period, count(*) filter (where u.is_first) as runs, ${USAGE_SUMS}
         from parts u group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
      conditions.parameters,
    );
    return {
      sums: rows
        .filter(({ known }) => known)
        .map((row) => ({ key: row.key, outcome: row.outcome, period: Number(row.period), usage: usageOfRow(row) })),
      counts: rows.map(({ key, outcome, known, runs }) => ({
        key,
        outcome,
        priced: known ? Number(runs) : 0,
        unpriced: known ? 0 : Number(runs),
      })),
    };
  }
}
