import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { PricedModel } from '../../pricing/price-book.js';
import { ListRunModels, type RunModel } from './list-run-models.query.js';
import { selectedRuns } from './run-selection.js';
import { USAGE_OF_RUNS } from './run-usage.sql.js';

const QUARTER_MS = 15 * 60_000;

@QueryHandler(ListRunModels)
export class ListRunModelsHandler implements IQueryHandler<ListRunModels> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ selection }: ListRunModels): Promise<readonly RunModel[]> {
    const { sql, parameters } = selectedRuns(selection, 'counted_at', selection);
    const rows: (PricedModel & { readonly first: Date; readonly last: Date })[] = await this.dataSource.query(
      `with runs as (select agent_id from agent_runs where ${sql})
       select u.model, u.provider, u.mode, u.context_band as "contextBand",
              min(u.quarter) as first, max(u.quarter) as last
         from ${USAGE_OF_RUNS} group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
      parameters,
    );
    return rows.map(({ first, last, ...model }) => ({
      ...model,
      fromMs: first.getTime(),
      toMs: last.getTime() + QUARTER_MS,
    }));
  }
}
