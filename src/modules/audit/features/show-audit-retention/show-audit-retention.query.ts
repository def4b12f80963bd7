import { Query } from '@nestjs/cqrs';
import type { AuditRetentionAnswer } from './show-audit-retention.response.js';

/** How long audit entries are kept. */
export class ShowAuditRetention extends Query<AuditRetentionAnswer> {}
