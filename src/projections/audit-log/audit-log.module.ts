import { Module } from '@nestjs/common';
import { AuditLogController } from './audit-log.http.controller.js';
import { CountAuditEntriesHandler } from './count-audit-entries.query-handler.js';
import { SearchAuditHandler } from './search-audit.query-handler.js';
import { ShowAuditEntryHandler } from './show-audit-entry.query-handler.js';

@Module({
  controllers: [AuditLogController],
  providers: [SearchAuditHandler, ShowAuditEntryHandler, CountAuditEntriesHandler],
})
export class AuditLogReadModule {}
