import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList } from '../../platform/postgres/keyset-list.js';
import { auditConditions } from './audit-conditions.js';
import { type AuditEntryAnswer, auditEntryColumns, presentAuditEntry } from './audit-entry.response.js';
import { SearchAudit } from './search-audit.query.js';

@QueryHandler(SearchAudit)
export class SearchAuditHandler implements IQueryHandler<SearchAudit> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter }: SearchAudit): Promise<Paged<AuditEntryAnswer>> {
    return keysetList(this.dataSource, {
      from: 'audit_log',
      conditions: auditConditions(filter),
      columns: auditEntryColumns,
      sortBy: '"timestamp"',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present: presentAuditEntry,
    });
  }
}
