import { Module } from '@nestjs/common';
import { AuditActionsController } from './audit-actions.http.controller.js';
import { AuditLogController } from './audit-log.http.controller.js';
import { CountAuditEntriesHandler } from './count-audit-entries.query-handler.js';
import { ExportAuditController } from './export-audit.http.controller.js';
import { ExportAuditHandler } from './export-audit.query-handler.js';
import { SearchAuditHandler } from './search-audit.query-handler.js';
import { ShowAuditEntryHandler } from './show-audit-entry.query-handler.js';

@Module({
  controllers: [AuditActionsController, ExportAuditController, AuditLogController],
  providers: [SearchAuditHandler, ShowAuditEntryHandler, CountAuditEntriesHandler, ExportAuditHandler],
})
export class AuditLogReadModule {}
