import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { type AuditEntryAnswer, auditEntryColumns, presentAuditEntry } from './audit-entry.response.js';
import type { AuditRow } from './audit-log.projector.js';
import { ShowAuditEntry } from './show-audit-entry.query.js';

@QueryHandler(ShowAuditEntry)
export class ShowAuditEntryHandler implements IQueryHandler<ShowAuditEntry> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ id }: ShowAuditEntry): Promise<AuditEntryAnswer> {
    const [row]: AuditRow[] = await this.dataSource.query(`select ${auditEntryColumns} from audit_log where id = $1`, [
      id,
    ]);
    if (row) return presentAuditEntry(row);
    throw new DomainError('AUDIT_ENTRY_UNKNOWN', `there is no audit entry ${id}, or it is no longer kept`, {
      fault: 'not_found',
    });
  }
}
