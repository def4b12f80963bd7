import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../../../platform/http/access.js';
import type { Paged } from '../../../../platform/http/paging.js';
import {
  ListUnknownRecords,
  listUnknownRecordsQuery,
  type UnknownRecords,
  unknownRecordsPage,
} from './list-unknown-records.query.js';

@ApiTags('telemetry')
@Controller('api/telemetry/unknown')
export class ListUnknownRecordsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  // What nobody knows may hold what nobody foresaw.
  @Access('operate')
  @ApiOperation({
    operationId: 'listUnknownTelemetry',
    summary: 'Telemetry that no mapper knew, by what it calls itself.',
    description:
      'Kept for `ORCHESTRATE_OTLP_UNKNOWN_KEEP`, less when there is much of it, without secrets and content.',
  })
  @ApiResponse({ status: 200, standardSchema: unknownRecordsPage })
  list(
    @Query({ schema: listUnknownRecordsQuery }) filter: z.infer<typeof listUnknownRecordsQuery>,
  ): Promise<Paged<UnknownRecords>> {
    return this.queries.execute(new ListUnknownRecords(filter));
  }
}
