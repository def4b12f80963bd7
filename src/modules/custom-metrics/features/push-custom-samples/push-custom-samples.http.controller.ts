import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../../../../platform/http/access.js';
import { filterText } from '../../../../platform/http/filter-query.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import { ReportedBy, type Reporter } from '../../../intake/index.js';
import { PushCustomSamples } from './push-custom-samples.command.js';
import {
  type PushManyRequest,
  pushManyRequest,
  type PushSamplesRequest,
  pushSamplesRequest,
  type RecordedSamples,
  recordedSamples,
  samplesOf,
} from './push-custom-samples.request.js';

const description = 'All values are recorded or none. The header idempotency-key does the same as `id`.';

@ApiTags('custom metrics')
@Controller('api/metrics/custom')
export class PushCustomSamplesController {
  constructor(private readonly commands: CommandBus) {}

  @Post('samples')
  @Access('report')
  @ApiOperation({ operationId: 'pushCustomMetrics', summary: 'Push values of several custom metrics.', description })
  @ApiResponse({ status: 201, standardSchema: recordedSamples })
  pushMany(
    @Body({ schema: pushManyRequest }) { id, samples }: PushManyRequest,
    @ReportedBy() { context, idempotencyKey }: Reporter,
  ): Promise<RecordedSamples> {
    const pushed = samples.map((sample, index) => ({ ...sample, field: `samples.${index}` }));
    return this.commands.execute(new PushCustomSamples(pushed, id ?? idempotencyKey, context));
  }

  @Post(':name/samples')
  @Access('report')
  @ApiOperation({
    operationId: 'pushCustomMetric',
    summary: 'Push one value, or several, of a custom metric.',
    description,
  })
  @ApiResponse({ status: 201, standardSchema: recordedSamples })
  push(
    @Param('name', { schema: pathParameter('name', filterText) }) name: string,
    @Body({ schema: pushSamplesRequest }) request: PushSamplesRequest,
    @ReportedBy() { context, idempotencyKey }: Reporter,
  ): Promise<RecordedSamples> {
    const samples = samplesOf(name, request);
    return this.commands.execute(new PushCustomSamples(samples, request.id ?? idempotencyKey, context));
  }
}
