import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import type { AuditEntryAnswer } from './audit-entry.response.js';
import { type AuditFilter, auditFilterQuery } from './audit-filter.js';

const auditExportFormats = ['csv', 'ndjson', 'json'] as const;
export type AuditExportFormat = (typeof auditExportFormats)[number];

export const exportAuditQuery = z.strictObject({
  format: z
    .enum(auditExportFormats)
    .default('csv')
    .describe('`csv`: for spreadsheets, RFC 4180; `ndjson`: an entry on each line; `json`: one array.'),
  ...auditFilterQuery,
});

/** All entries of a filter that are on record now, page by page: however many there are, one page is held. */
export class ExportAudit extends Query<AsyncIterator<readonly AuditEntryAnswer[]>> {
  constructor(readonly filter: AuditFilter) {
    super();
  }
}
