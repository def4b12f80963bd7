import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../../../../platform/http/access.js';
import { ReadsFrom } from '../../../../platform/http/reads-from.js';
import { revisionTag } from '../../../../platform/http/revision-tag.js';
import { ShowTraceExport } from './show-trace-export.query.js';
import { type TraceExportAnswer, traceExportResponse } from './show-trace-export.response.js';

@ApiTags('traces')
@Controller('api/trace-export')
export class ShowTraceExportController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  // It reads the log itself, which has every position that a write answered.
  @ReadsFrom()
  @ApiOperation({
    operationId: 'getTraceExport',
    summary: 'Whether and where traces are exported, and what came of it.',
  })
  @ApiResponse({ status: 200, standardSchema: traceExportResponse })
  async show(@Res({ passthrough: true }) reply: FastifyReply): Promise<TraceExportAnswer> {
    const settings = await this.queries.execute(new ShowTraceExport());
    if (settings.revision !== null) reply.header('etag', revisionTag(BigInt(settings.revision)));
    return settings;
  }
}
