import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Access } from '../../../../platform/http/access.js';
import { ReadsFrom } from '../../../../platform/http/reads-from.js';
import { revisionTag } from '../../../../platform/http/revision-tag.js';
import { ShowAuditRetention } from './show-audit-retention.query.js';
import { type AuditRetentionAnswer, auditRetentionResponse } from './show-audit-retention.response.js';

@ApiTags('audit')
@Controller('api/audit/retention')
export class ShowAuditRetentionController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  // It reads the log itself, which has every position that a write answered.
  @ReadsFrom()
  @ApiOperation({ operationId: 'getAuditRetention', summary: 'How long audit entries are kept.' })
  @ApiResponse({ status: 200, standardSchema: auditRetentionResponse })
  async show(@Res({ passthrough: true }) reply: FastifyReply): Promise<AuditRetentionAnswer> {
    const retention = await this.queries.execute(new ShowAuditRetention());
    if (retention.revision !== null) reply.header('etag', revisionTag(BigInt(retention.revision)));
    return retention;
  }
}
