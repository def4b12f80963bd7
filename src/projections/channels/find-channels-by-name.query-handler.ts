import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { type ChannelView, presentChannel } from './channel.response.js';
import type { ChannelRow } from './channels.projector.js';
import { FindChannelsByName } from './find-channels-by-name.query.js';

@QueryHandler(FindChannelsByName)
export class FindChannelsByNameHandler implements IQueryHandler<FindChannelsByName> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ names }: FindChannelsByName): Promise<readonly ChannelView[]> {
    if (names.length === 0) return [];
    const rows: ChannelRow[] = await this.dataSource.query(
      'select * from channels where name = any($1::text[]) order by name',
      [names],
    );
    return rows.map(presentChannel);
  }
}
