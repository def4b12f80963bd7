import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { PricedModel } from '../../pricing/price-book.js';
import { ListRunModels, type RunModel } from './list-run-models.query.js';
import { dividedRuns } from './run-selection.js';
import { USAGE_OF_RUNS } from './run-usage.sql.js';

@QueryHandler(ListRunModels)
export class ListRunModelsHandler implements IQueryHandler<ListRunModels> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ selection }: ListRunModels): Promise<readonly RunModel[]> {
    const { ofDays, ofEdges, conditions } = dividedRuns(selection, selection);
    const rows: (PricedModel & { readonly first: Date; readonly last: Date })[] = await this.dataSource.query(
      `with runs as (select agent_id from agent_runs where ${ofEdges}),
       used as (
         select call_model as model, provider, mode, context_band,
                min(call_day) as first, max(call_day) + interval '24 hours' as last
           from agent_run_usage where ${ofDays} group by 1, 2, 3, 4
         union all
         select u.model, u.provider, u.mode, u.context_band, min(u.quarter), max(u.quarter) + interval '15 minutes'
           from ${USAGE_OF_RUNS} group by 1, 2, 3, 4)
       select model, provider, mode, context_band as "contextBand", min(first) as first, max(last) as last
         from used group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
      conditions.parameters,
    );
    return rows.map(({ first, last, ...model }) => ({
      ...model,
      fromMs: first.getTime(),
      toMs: last.getTime(),
    }));
  }
}
