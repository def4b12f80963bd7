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
  /** Null: of all periods. */
  readonly period: string | null;
  readonly runs: string;
}

const columns = ['calls', 'uncached', 'output', 'cache_read', 'cache_write', 'cache_write_1h'];

@QueryHandler(SumRunUsage)
export class SumRunUsageHandler implements IQueryHandler<SumRunUsage> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ selection, by, periods }: SumRunUsage): Promise<RunUsageSums> {
    if (periods.length === 0) return { counts: [], sums: [] };
    const conditions = selectedRuns(selection, 'counted_at', selection);
    const runs = keyedRuns(by, conditions.sql);
    const joined = joinedPeriods(periods, conditions);
    const rows: SumRow[] = await this.dataSource.query(
      `with runs as (${runs}),
       parts as (
         select u.agent_id, p.ordinal - 1 as period, p.priced, ${USAGE_SUMS}
           from ${USAGE_OF_RUNS} ${joined} group by 1, 2, 3),
       judged as (select agent_id, bool_and(priced) as known from parts group by 1)
       select r.key, r.outcome, j.known, null as period, count(*) as runs,
              ${columns.map((column) => `null as ${column}`).join(', ')}
         from judged j join runs r on r.agent_id = j.agent_id group by 1, 2, 3
       union all
       select r.key, r.outcome, j.known, p.period, count(*),
              ${columns.map((column) => `sum(p.${column})`).join(', ')}
         from parts p join judged j on j.agent_id = p.agent_id and j.known join runs r on r.agent_id = p.agent_id
        group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
      conditions.parameters,
    );
    const sums = rows.filter(({ period }) => period !== null);
    const counts = rows.filter(({ period }) => period === null);
    return {
      sums: sums.map((row) => ({
        key: row.key,
        outcome: row.outcome,
        period: Number(row.period),
        usage: usageOfRow(row),
      })),
      counts: counts.map(({ key, outcome, known, runs: number }) => ({
        key,
        outcome,
        priced: known ? Number(number) : 0,
        unpriced: known ? 0 : Number(number),
      })),
    };
  }
}
