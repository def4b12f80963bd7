import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { asOfSource } from '../../platform/projections/as-of.js';
import { configurationTable } from './configuration.projector.js';
import { type ConfigurationAnswer, presentConfiguration } from './configuration.response.js';
import { ListConfiguration } from './list-configuration.query.js';

@QueryHandler(ListConfiguration)
export class ListConfigurationHandler implements IQueryHandler<ListConfiguration> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter }: ListConfiguration): Promise<Paged<ConfigurationAnswer>> {
    const conditions = new SqlConditions();
    const source =
      filter.asOf === undefined ? 'configuration' : asOfSource(configurationTable, conditions.bind(filter.asOf));
    conditions
      .add(filter.prefix, (p) => `starts_with(key, ${p})`)
      .equals('updated_by', filter.updatedBy)
      .equals('demo', filter.demo)
      .contains(['key', 'reason'], filter.text)
      .between('updated_at', filter.from, filter.to);
    return keysetList(this.dataSource, {
      from: `${source} c`,
      conditions,
      sortBy: 'updated_at',
      tieBreaker: 'key',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present: presentConfiguration,
    });
  }
}
