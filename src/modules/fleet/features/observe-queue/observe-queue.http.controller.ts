import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../../../../platform/http/access.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import { FactRecorder, type RecordedFact, RecordsFact, ReportedBy, type Reporter } from '../../../intake/index.js';
import { type ObserveQueueRequest, observeQueueRequest, queueName } from './observe-queue.request.js';

@ApiTags('fleet')
@Controller('api/queues')
export class ObserveQueueController {
  constructor(private readonly facts: FactRecorder) {}

  @Put(':name')
  @Access('report')
  @RecordsFact(200)
  @ApiOperation({ operationId: 'observeQueue', summary: 'Report how many items wait in a queue.' })
  observe(
    @Param('name', { schema: pathParameter('name', queueName) }) name: string,
    @Body({ schema: observeQueueRequest }) body: ObserveQueueRequest,
    @ReportedBy() by: Reporter,
  ): Promise<RecordedFact> {
    return this.facts.record({ idField: 'queue' }, name, 'QueueDepthObserved', body, by);
  }
}
