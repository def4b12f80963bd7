import { Module } from '@nestjs/common';
import { ApplyAuditRetentionHandler } from './features/apply-audit-retention/apply-audit-retention.handler.js';
import { RequestAuditVerificationController } from './features/request-audit-verification/request-audit-verification.http.controller.js';
import { SetAuditRetentionHandler } from './features/set-audit-retention/set-audit-retention.handler.js';
import { SetAuditRetentionController } from './features/set-audit-retention/set-audit-retention.http.controller.js';
import { ShowAuditRetentionController } from './features/show-audit-retention/show-audit-retention.http.controller.js';
import { ShowAuditRetentionHandler } from './features/show-audit-retention/show-audit-retention.query-handler.js';
import { ShowAuditVerificationController } from './features/show-audit-verification/show-audit-verification.http.controller.js';
import { ShowAuditVerificationHandler } from './features/show-audit-verification/show-audit-verification.query-handler.js';
import { ProofRuns } from './processes/proof-runs.service.js';
import { RetentionRuns } from './processes/retention-runs.service.js';
import { Sealer } from './proof/sealer.service.js';
import { SealsStore } from './proof/seals.store.js';
import { VerificationsStore } from './proof/verifications.store.js';
import { Verifier } from './proof/verifier.service.js';
import { ProofGauges } from './proof-gauges.service.js';
import { RetentionHistoryReader } from './retention-history.service.js';

/** How long the audit log keeps its entries, and whether the event log is still what it was. */
@Module({
  controllers: [
    ShowAuditRetentionController,
    SetAuditRetentionController,
    ShowAuditVerificationController,
    RequestAuditVerificationController,
  ],
  providers: [
    RetentionHistoryReader,
    RetentionRuns,
    ShowAuditRetentionHandler,
    SetAuditRetentionHandler,
    ApplyAuditRetentionHandler,
    SealsStore,
    VerificationsStore,
    Sealer,
    Verifier,
    ProofRuns,
    ProofGauges,
    ShowAuditVerificationHandler,
  ],
})
export class AuditModule {}
