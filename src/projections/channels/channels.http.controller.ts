import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { filterText } from '../../platform/http/filter-query.js';
import { pathParameter } from '../../platform/http/path-parameter.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { channelPage, channelView } from './channel.response.js';
import { ListChannels, listChannelsQuery } from './list-channels.query.js';
import { ShowChannel } from './show-channel.query.js';

@ApiTags('channels')
@Controller('api/channels')
export class ChannelsReadController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('channels')
  @ApiOperation({ operationId: 'listChannels', summary: 'Notification channels, the newest first.' })
  @ApiResponse({ status: 200, standardSchema: channelPage })
  list(@Query({ schema: listChannelsQuery }) filter: z.infer<typeof listChannelsQuery>) {
    return this.queries.execute(new ListChannels(filter));
  }

  @Get(':idOrName')
  @Access('view')
  @ReadsFrom('channels')
  @ApiOperation({ operationId: 'getChannel', summary: 'One notification channel, by id or name; never its secrets.' })
  @ApiResponse({ status: 200, standardSchema: channelView })
  show(@Param('idOrName', { schema: pathParameter('idOrName', filterText) }) idOrName: string) {
    return this.queries.execute(new ShowChannel(idOrName));
  }
}
