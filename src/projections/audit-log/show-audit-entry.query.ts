import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { AuditEntryAnswer } from './audit-entry.response.js';

export const showAuditEntryQuery = z.strictObject({ ...minPositionQuery });

/** One entry of the audit log. */
export class ShowAuditEntry extends Query<AuditEntryAnswer> {
  constructor(readonly id: string) {
    super();
  }
}
