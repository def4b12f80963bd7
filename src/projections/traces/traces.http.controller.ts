import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { pathId } from '../../platform/http/filter-query.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { ListTraces, listTracesQuery } from './list-traces.query.js';
import { ShowTrace, showTraceQuery } from './show-trace.query.js';
import { traceResponse, tracesResponse } from './trace.response.js';

@ApiTags('traces')
@Controller('api/traces')
export class TracesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('traces')
  @ApiOperation({ operationId: 'listTraces', summary: 'Runs of agents and other traces, the newest first.' })
  @ApiResponse({ status: 200, standardSchema: tracesResponse })
  list(@Query({ schema: listTracesQuery }) filter: z.infer<typeof listTracesQuery>) {
    return this.queries.execute(new ListTraces(filter));
  }

  @Get(':id')
  @Access('view')
  @ReadsFrom('traces')
  @ApiOperation({ operationId: 'getTrace', summary: 'One trace with its spans, in the order of their start.' })
  @ApiResponse({ status: 200, standardSchema: traceResponse })
  show(
    @Param('id', { schema: pathId }) id: string,
    @Query({ schema: showTraceQuery }) { limit, cursor }: z.infer<typeof showTraceQuery>,
  ) {
    return this.queries.execute(new ShowTrace(id, { limit, cursor }));
  }
}
