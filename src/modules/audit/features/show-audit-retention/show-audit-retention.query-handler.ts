import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { RetentionHistoryReader } from '../../retention-history.service.js';
import { ShowAuditRetention } from './show-audit-retention.query.js';
import type { AuditRetentionAnswer } from './show-audit-retention.response.js';

@QueryHandler(ShowAuditRetention)
export class ShowAuditRetentionHandler implements IQueryHandler<ShowAuditRetention> {
  constructor(private readonly histories: RetentionHistoryReader) {}

  async execute(): Promise<AuditRetentionAnswer> {
    const { policy, revision, changed, applied } = await this.histories.read();
    return {
      days: policy.default,
      families: policy.families,
      revision: revision === undefined ? null : String(revision),
      changedAt: changed?.at.toISOString() ?? null,
      changedBy: changed?.by ?? null,
      lastRemoval: applied ? { at: applied.at.toISOString(), removed: applied.removed } : null,
    };
  }
}
