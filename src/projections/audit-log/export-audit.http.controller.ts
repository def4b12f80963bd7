import { Readable } from 'node:stream';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { auditExport } from './audit-export-text.js';
import { ExportAudit, exportAuditQuery } from './export-audit.query.js';

const text = { schema: { type: 'string' } } as const;

@ApiTags('audit')
@Controller('api/audit')
export class ExportAuditController {
  constructor(private readonly queries: QueryBus) {}

  @Get('export')
  @Access('view')
  @ReadsFrom('audit-log')
  @ApiOperation({
    operationId: 'exportAudit',
    summary: 'Every entry of the audit log that a search would find, as a file.',
    description:
      'All that is on record when it begins, newest first unless asked for otherwise, sent while it is read. An answer ' +
      'that breaks off is cut without its end, which HTTP clients report.',
  })
  @ApiResponse({
    status: 200,
    content: {
      'text/csv': text,
      'application/x-ndjson': text,
      'application/json': { schema: { type: 'array', items: { type: 'object', additionalProperties: true } } },
    },
  })
  async export(
    @Query({ schema: exportAuditQuery }) { format, ...filter }: z.infer<typeof exportAuditQuery>,
    @Req() { method }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable | undefined> {
    const { mediaType, parts } = await auditExport(format, await this.queries.execute(new ExportAudit(filter)));
    void reply
      .type(mediaType)
      .header('content-disposition', `attachment; filename="audit.${format}"`)
      .header('cache-control', 'no-store');
    // Fastify answers HEAD by the same route, and would read everything for nothing.
    return method === 'HEAD' ? undefined : Readable.from(parts);
  }
}
