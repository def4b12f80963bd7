import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import type { Paged } from '../../platform/http/paging.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { ListQueues, listQueuesQuery, queuePage, type QueueView } from './list-queues.query.js';

@ApiTags('queues')
@Controller('api/queues')
export class ListQueuesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('queues')
  @ApiOperation({ operationId: 'listQueues', summary: 'Queues and what waits in them, the last counted first.' })
  @ApiResponse({ status: 200, standardSchema: queuePage })
  list(@Query({ schema: listQueuesQuery }) filter: z.infer<typeof listQueuesQuery>): Promise<Paged<QueueView>> {
    return this.queries.execute(new ListQueues(filter));
  }
}
