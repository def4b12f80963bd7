import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { type ChannelView, presentChannel } from './channel.response.js';
import { ListChannels } from './list-channels.query.js';

@QueryHandler(ListChannels)
export class ListChannelsHandler implements IQueryHandler<ListChannels> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter }: ListChannels): Promise<Paged<ChannelView>> {
    return keysetList(this.dataSource, {
      from: 'channels',
      conditions: new SqlConditions()
        .equals('kind', filter.kind)
        .equals('health', filter.health)
        .equals('enabled', filter.enabled)
        .contains(['name'], filter.text),
      sortBy: 'created_at',
      direction: 'desc',
      limit: filter.limit,
      cursor: filter.cursor,
      present: presentChannel,
    });
  }
}
