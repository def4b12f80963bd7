import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import type { Paged } from '../../platform/http/paging.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import {
  type FailedToolCall,
  failedToolCalls,
  ListFailedToolCalls,
  listFailedToolCallsQuery,
} from './list-failed-tool-calls.query.js';
import {
  ReportToolCalls,
  reportToolCallsQuery,
  type ToolCallsReport,
  toolCallsReport,
} from './report-tool-calls.query.js';

@ApiTags('tool-calls')
@Controller('api/tool-calls')
export class ToolCallsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('tool-calls', 'agents')
  @ApiOperation({ operationId: 'reportToolCalls', summary: 'Tool calls, their failures and durations, grouped.' })
  @ApiResponse({ status: 200, standardSchema: toolCallsReport })
  report(
    @Query({ schema: reportToolCallsQuery }) request: z.infer<typeof reportToolCallsQuery>,
  ): Promise<ToolCallsReport> {
    return this.queries.execute(new ReportToolCalls(request));
  }

  @Get('failures')
  @Access('view')
  @ReadsFrom('tool-calls')
  @ApiOperation({ operationId: 'listFailedToolCalls', summary: 'Tool calls that failed, the newest first.' })
  @ApiResponse({ status: 200, standardSchema: failedToolCalls })
  failures(
    @Query({ schema: listFailedToolCallsQuery }) filter: z.infer<typeof listFailedToolCallsQuery>,
  ): Promise<Paged<FailedToolCall>> {
    return this.queries.execute(new ListFailedToolCalls(filter));
  }
}
