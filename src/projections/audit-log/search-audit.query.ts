import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import type { AuditEntryAnswer } from './audit-entry.response.js';
import { auditFilterQuery } from './audit-filter.js';

export const searchAuditQuery = z.strictObject({ ...auditFilterQuery, ...pagingQuery });

/** Entries of the audit log, filtered. */
export class SearchAudit extends Query<Paged<AuditEntryAnswer>> {
  constructor(readonly filter: z.infer<typeof searchAuditQuery>) {
    super();
  }
}
