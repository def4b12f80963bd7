import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, nullsAsYearOne, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { type ApprovalAnswer, presentApproval } from './approval.response.js';
import { ListApprovals } from './list-approvals.query.js';

@QueryHandler(ListApprovals)
export class ListApprovalsHandler implements IQueryHandler<ListApprovals> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter }: ListApprovals): Promise<Paged<ApprovalAnswer>> {
    const byRequest = filter.sort === 'requestedAt';
    const conditions = new SqlConditions()
      .equals('status', filter.status)
      .equals('resource', filter.resource)
      .equals('requested_by', filter.requestedBy)
      .add(filter.decidedBy, (p) => `(decided_by = any(${p}::text[]) or decided_by_name = any(${p}::text[]))`)
      .equals('agent_id', filter.agentId)
      .equals('run_id', filter.runId)
      .equals('stage_id', filter.stageId)
      .equals('demo', filter.demo)
      .contains(['id', 'title', 'resource', 'description', 'comment'], filter.text)
      .between(byRequest ? 'requested_at' : 'updated_at', filter.from, filter.to);
    return keysetList(this.dataSource, {
      from: 'approvals',
      conditions,
      sortBy: byRequest ? nullsAsYearOne('requested_at') : 'updated_at',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present: presentApproval,
    });
  }
}
