import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { RunOutcome } from './run-life.js';
import { dividedRuns } from './run-selection.js';
import { usageOfRow, type UsageSumsRow } from './run-usage.sql.js';
import { type RunUsageSums, SumRunUsage } from './sum-run-usage.query.js';
import { runUsageSums } from './sum-run-usage.sql.js';

interface SumRow extends UsageSumsRow {
  readonly key: string | null;
  readonly outcome: RunOutcome;
  readonly known: boolean;
  /** Null: of a row that counts runs alone. */
  readonly period: string | null;
  /** Each run is counted in one row. */
  readonly runs: string;
}

@QueryHandler(SumRunUsage)
export class SumRunUsageHandler implements IQueryHandler<SumRunUsage> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ selection, by, periods }: SumRunUsage): Promise<RunUsageSums> {
    if (periods.length === 0) return { counts: [], sums: [] };
    const divided = dividedRuns(selection, selection);
    const sql = runUsageSums(by, divided, periods);
    const rows: SumRow[] = await this.dataSource.query(sql, divided.conditions.parameters);
    return {
      sums: rows.flatMap((row) =>
        row.known && row.period !== null
          ? [{ key: row.key, outcome: row.outcome, period: Number(row.period), usage: usageOfRow(row) }]
          : [],
      ),
      counts: rows.map(({ key, outcome, known, runs }) => ({
        key,
        outcome,
        priced: known ? Number(runs) : 0,
        unpriced: known ? 0 : Number(runs),
      })),
    };
  }
}
