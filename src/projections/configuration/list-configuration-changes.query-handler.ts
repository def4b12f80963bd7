import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { type ConfigurationChange, presentChange } from './configuration.response.js';
import { ListConfigurationChanges } from './list-configuration-changes.query.js';

@QueryHandler(ListConfigurationChanges)
export class ListConfigurationChangesHandler implements IQueryHandler<ListConfigurationChanges> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ key, filter }: ListConfigurationChanges): Promise<Paged<ConfigurationChange>> {
    return keysetList(this.dataSource, {
      from: 'configuration_changes',
      conditions: new SqlConditions().equals('key', key).between('occurred_at', filter.from, filter.to),
      sortBy: 'occurred_at',
      tieBreaker: 'position',
      direction: 'desc',
      limit: filter.limit,
      cursor: filter.cursor,
      present: presentChange,
    });
  }
}
