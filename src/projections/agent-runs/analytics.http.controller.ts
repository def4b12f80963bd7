import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { ShowTrend, showTrendQuery } from './show-trend.query.js';
import { trend, type Trend } from './trend.response.js';

@ApiTags('analytics')
@Controller('api/analytics')
export class AgentAnalyticsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('trends')
  @Access('view')
  @ReadsFrom('agent-runs')
  @ApiOperation({ operationId: 'showTrend', summary: 'One number about runs over time, and where it changed.' })
  @ApiResponse({ status: 200, standardSchema: trend })
  trends(@Query({ schema: showTrendQuery }) request: z.infer<typeof showTrendQuery>): Promise<Trend> {
    return this.queries.execute(new ShowTrend(request));
  }
}
