import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../../../../platform/http/access.js';
import { ReadsFrom } from '../../../../platform/http/reads-from.js';
import { csvOfReport } from './cost-report-csv.js';
import { type CostReport, costReport } from './cost-report.response.js';
import { ReportCosts } from './report-costs.query.js';
import { type ReportCostsQuery, reportCostsQuery } from './report-costs.request.js';

@ApiTags('costs')
@Controller('api/cost/report')
export class ReportCostsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('model-usage')
  @ApiOperation({
    operationId: 'reportCosts',
    summary: 'What was spent on models, on what work, and what is to come.',
    description: 'Each call costs what its model cost when it was made. As CSV where `accept` is text/csv.',
  })
  @ApiResponse({ status: 200, standardSchema: costReport })
  async report(
    @Query({ schema: reportCostsQuery }) asked: ReportCostsQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CostReport | string> {
    const report = await this.queries.execute(new ReportCosts(asked));
    if (!/\btext\/csv\b/.test(accept ?? '')) return report;
    void reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="cost-report.csv"');
    return csvOfReport(report);
  }
}
