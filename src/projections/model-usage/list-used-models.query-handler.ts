import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { PricedModel } from '../../pricing/price-book.js';
import { ListUsedModels } from './list-used-models.query.js';
import { conditionsOf, usageTable } from './usage-selection.js';

@QueryHandler(ListUsedModels)
export class ListUsedModelsHandler implements IQueryHandler<ListUsedModels> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ selection }: ListUsedModels): Promise<readonly PricedModel[]> {
    const conditions = conditionsOf(selection);
    return this.dataSource.query(
      `select distinct u.model, u.provider, u.mode, u.context_band as "contextBand"
         from ${usageTable(selection, []).from} where ${conditions.sql} order by 1, 2, 3, 4`,
      conditions.parameters,
    );
  }
}
