import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { PricedModel } from '../../pricing/price-book.js';
import { ListRunModels, type RunModel } from './list-run-models.query.js';
import { selectedRuns } from './run-selection.js';
import { ENTRIES } from './run-usage.sql.js';

const QUARTER_MS = 15 * 60_000;

@QueryHandler(ListRunModels)
export class ListRunModelsHandler implements IQueryHandler<ListRunModels> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ selection }: ListRunModels): Promise<readonly RunModel[]> {
    const { sql, parameters } = selectedRuns(selection, 'counted_at', selection);
    const rows: (PricedModel & { readonly first: string; readonly last: string })[] = await this.dataSource.query(
      `with runs as (select agent_id from agent_runs where ${sql})
       select u.model, u.provider, u.mode, u.context_band as "contextBand",
              min(u.quarter_ms) as first, max(u.quarter_ms) as last
         from (${ENTRIES}) u group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
      parameters,
    );
    return rows.map(({ first, last, ...model }) => ({
      ...model,
      fromMs: Number(first),
      toMs: Number(last) + QUARTER_MS,
    }));
  }
}
