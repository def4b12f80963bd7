import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { PricedModel } from '../../pricing/price-book.js';
import { ListRunModels, type RunModel } from './list-run-models.query.js';
import { dividedRuns } from './run-selection.js';
import { usedByRuns } from './used-by-runs.sql.js';

@QueryHandler(ListRunModels)
export class ListRunModelsHandler implements IQueryHandler<ListRunModels> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ selection }: ListRunModels): Promise<readonly RunModel[]> {
    const runs = dividedRuns(selection, selection);
    const rows: (PricedModel & { readonly first: Date; readonly last: Date })[] = await this.dataSource.query(
      `select call_model as model, provider, mode, context_band as "contextBand",
              min(call_day) as first, max(call_day) + interval '24 hours' as last
         from (${usedByRuns(runs)}) u group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
      runs.conditions.parameters,
    );
    return rows.map(({ first, last, ...model }) => ({
      ...model,
      fromMs: first.getTime(),
      toMs: last.getTime(),
    }));
  }
}
