import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { channelKinds } from '../../kernel/alert-vocabulary.js';
import { filterFlag, filterOneOf, filterText } from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { ChannelView } from './channel.response.js';
import { channelHealth } from './channels.projector.js';

export const listChannelsQuery = z.strictObject({
  kind: filterOneOf(channelKinds).optional(),
  health: filterOneOf(channelHealth).optional(),
  enabled: filterFlag.optional(),
  text: filterText.optional().describe('Part of the name.'),
  ...pagingQuery,
  ...minPositionQuery,
});

/** The channels, the newest first. */
export class ListChannels extends Query<Paged<ChannelView>> {
  constructor(readonly filter: z.infer<typeof listChannelsQuery>) {
    super();
  }
}
