import { Module } from '@nestjs/common';
import { ApplyAuditRetentionHandler } from './features/apply-audit-retention/apply-audit-retention.handler.js';
import { SetAuditRetentionHandler } from './features/set-audit-retention/set-audit-retention.handler.js';
import { SetAuditRetentionController } from './features/set-audit-retention/set-audit-retention.http.controller.js';
import { ShowAuditRetentionController } from './features/show-audit-retention/show-audit-retention.http.controller.js';
import { ShowAuditRetentionHandler } from './features/show-audit-retention/show-audit-retention.query-handler.js';
import { RetentionRuns } from './processes/retention-runs.service.js';
import { RetentionHistoryReader } from './retention-history.service.js';

/** How long the audit log keeps its entries. */
@Module({
  controllers: [ShowAuditRetentionController, SetAuditRetentionController],
  providers: [
    RetentionHistoryReader,
    RetentionRuns,
    ShowAuditRetentionHandler,
    SetAuditRetentionHandler,
    ApplyAuditRetentionHandler,
  ],
})
export class AuditModule {}
