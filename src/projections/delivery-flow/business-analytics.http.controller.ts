import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../../platform/http/access.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { businessAnalytics, type BusinessAnalytics } from './business-analytics.response.js';
import { ReportBusiness, reportBusinessQuery, type ReportBusinessRequest } from './report-business.query.js';

@ApiTags('analytics')
@Controller('api/analytics')
export class BusinessAnalyticsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('business')
  @Access('view')
  @ReadsFrom('delivery-flow', 'agent-runs')
  @ApiOperation({
    operationId: 'reportBusiness',
    summary: "How work flows: pull requests, reviews, stories, DORA's metrics, incidents.",
  })
  @ApiResponse({ status: 200, standardSchema: businessAnalytics })
  business(@Query({ schema: reportBusinessQuery }) request: ReportBusinessRequest): Promise<BusinessAnalytics> {
    return this.queries.execute(new ReportBusiness(request));
  }
}
