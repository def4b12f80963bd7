import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { keysetList } from '../../platform/postgres/keyset-list.js';
import { auditConditions } from './audit-conditions.js';
import { type AuditEntryAnswer, auditEntryColumns, presentAuditEntry } from './audit-entry.response.js';
import type { AuditFilter } from './audit-filter.js';
import { ExportAudit } from './export-audit.query.js';

const PAGE = 500;

@QueryHandler(ExportAudit)
export class ExportAuditHandler implements IQueryHandler<ExportAudit> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ filter }: ExportAudit): Promise<AsyncGenerator<readonly AuditEntryAnswer[], void>> {
    const [{ last }]: [{ last: string | null }] = await this.dataSource.query('select max(id) as last from audit_log');
    return this.pages(filter, last ?? '');
  }

  /** What is recorded meanwhile is left out: it would make the export depend on how fast it is read. */
  private async *pages(filter: AuditFilter, last: string): AsyncGenerator<readonly AuditEntryAnswer[], void> {
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await keysetList(this.dataSource, {
        from: 'audit_log',
        conditions: auditConditions(filter).add(last, (p) => `id <= ${p}`),
        columns: auditEntryColumns,
        sortBy: '"timestamp"',
        direction: filter.order,
        limit: PAGE,
        cursor,
        present: presentAuditEntry,
      });
      yield items;
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}
