import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../../platform/http/access.js';
import { filterText } from '../../../platform/http/filter-query.js';
import { pathParameter } from '../../../platform/http/path-parameter.js';
import { ReadsFrom } from '../../../platform/http/reads-from.js';
import { customMetricPage, customMetricView } from './custom-metric.response.js';
import { CUSTOM_METRICS } from './custom-metrics.projector.js';
import { ListCustomMetrics, listCustomMetricsQuery } from './list-custom-metrics.query.js';
import { ShowCustomMetric } from './show-custom-metric.query.js';

@ApiTags('custom metrics')
@Controller('api/metrics/custom')
export class CustomMetricsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom(CUSTOM_METRICS)
  @ApiOperation({
    operationId: 'listCustomMetrics',
    summary: 'Custom metrics, the newest first, and how far the history of each is.',
  })
  @ApiResponse({ status: 200, standardSchema: customMetricPage })
  list(@Query({ schema: listCustomMetricsQuery }) filter: z.infer<typeof listCustomMetricsQuery>) {
    return this.queries.execute(new ListCustomMetrics(filter));
  }

  @Get(':name')
  @Access('view')
  @ReadsFrom(CUSTOM_METRICS)
  @ApiOperation({
    operationId: 'getCustomMetric',
    summary: 'One custom metric, with the progress of its history.',
  })
  @ApiResponse({ status: 200, standardSchema: customMetricView })
  show(@Param('name', { schema: pathParameter('name', filterText) }) name: string) {
    return this.queries.execute(new ShowCustomMetric(name));
  }
}
