import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { type ApprovalDetail, presentApproval, presentDecision } from './approval.response.js';
import type { ApprovalDecisionRow } from './approval-decisions.projector.js';
import type { ApprovalRow } from './approvals.projector.js';
import { ShowApproval } from './show-approval.query.js';

const MAX_DECISIONS = 500;

@QueryHandler(ShowApproval)
export class ShowApprovalHandler implements IQueryHandler<ShowApproval> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ id }: ShowApproval): Promise<ApprovalDetail> {
    const [row]: ApprovalRow[] = await this.dataSource.query('select * from approvals where id = $1', [id]);
    if (!row) throw new DomainError('APPROVAL_UNKNOWN', `there is no approval ${id}`, { fault: 'not_found' });
    const decisions: ApprovalDecisionRow[] = await this.dataSource.query(
      `select * from approval_decisions where approval_id = $1 order by position desc limit ${MAX_DECISIONS}`,
      [id],
    );
    return { ...presentApproval(row), decisions: decisions.reverse().map(presentDecision) };
  }
}
