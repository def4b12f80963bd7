import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Access } from '../../platform/http/access.js';
import { pathId } from '../../platform/http/filter-query.js';
import { ReadsFrom } from '../../platform/http/reads-from.js';
import { auditEntriesResponse, auditEntryResponse } from './audit-entry.response.js';
import { SearchAudit, searchAuditQuery } from './search-audit.query.js';
import { ShowAuditEntry, showAuditEntryQuery } from './show-audit-entry.query.js';

@ApiTags('audit')
@Controller('api/audit')
export class AuditLogController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Access('view')
  @ReadsFrom('audit-log')
  @ApiOperation({ operationId: 'searchAudit', summary: 'Who did what to what, and what was refused, newest first.' })
  @ApiResponse({ status: 200, standardSchema: auditEntriesResponse })
  search(@Query({ schema: searchAuditQuery }) filter: z.infer<typeof searchAuditQuery>) {
    return this.queries.execute(new SearchAudit(filter));
  }

  @Get(':id')
  @Access('view')
  @ReadsFrom('audit-log')
  @ApiOperation({ operationId: 'getAuditEntry', summary: 'One entry of the audit log.' })
  @ApiResponse({ status: 200, standardSchema: auditEntryResponse })
  show(
    @Param('id', { schema: pathId }) id: string,
    @Query({ schema: showAuditEntryQuery }) _query: z.infer<typeof showAuditEntryQuery>,
  ) {
    return this.queries.execute(new ShowAuditEntry(id));
  }
}
