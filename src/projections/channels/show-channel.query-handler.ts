import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { type ChannelView, presentChannel } from './channel.response.js';
import type { ChannelRow } from './channels.projector.js';
import { ShowChannel } from './show-channel.query.js';

@QueryHandler(ShowChannel)
export class ShowChannelHandler implements IQueryHandler<ShowChannel> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ idOrName }: ShowChannel): Promise<ChannelView> {
    // An id that is another's name as well means the id.
    const [row]: ChannelRow[] = await this.dataSource.query(
      'select * from channels where id = $1 or name = $1 order by id = $1 desc limit 1',
      [idOrName],
    );
    if (row) return presentChannel(row);
    throw new DomainError('CHANNEL_UNKNOWN', `there is no channel ${idOrName}`, { fault: 'not_found' });
  }
}
