import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import {
  ReportTelemetryCoverage,
  reportTelemetryCoverageQuery,
  type TelemetryCoverage,
  telemetryCoverage,
} from './report-telemetry-coverage.query.js';

@ApiTags('telemetry')
@Controller('api/telemetry/coverage')
export class TelemetryCoverageController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('telemetry-coverage')
  @ApiOperation({
    operationId: 'reportTelemetryCoverage',
    summary: 'How complete the telemetry of agents is.',
    description:
      "Numbers missing among an agent's records, its metrics against its events, and work without usage: how far the " +
      'numbers elsewhere can be trusted.',
  })
  @ApiResponse({ status: 200, standardSchema: telemetryCoverage })
  report(
    @Query({ schema: reportTelemetryCoverageQuery }) filter: z.infer<typeof reportTelemetryCoverageQuery>,
  ): Promise<TelemetryCoverage> {
    return this.queries.execute(new ReportTelemetryCoverage(filter));
  }
}
