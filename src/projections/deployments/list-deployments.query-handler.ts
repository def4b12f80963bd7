import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, nullsAsYearOne, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { type DeploymentAnswer, deploymentColumns, presentDeployment } from './deployment.response.js';
import { ListDeployments } from './list-deployments.query.js';

@QueryHandler(ListDeployments)
export class ListDeploymentsHandler implements IQueryHandler<ListDeployments> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter }: ListDeployments): Promise<Paged<DeploymentAnswer>> {
    const byTrigger = filter.sort === 'triggeredAt';
    const conditions = new SqlConditions()
      .equals('status', filter.status)
      .equals('environment', filter.environment)
      .equals('service', filter.service)
      .equals('version', filter.version)
      .equals('repository', filter.repository)
      .equals('initiated_by', filter.initiatedBy)
      .equals('agent_id', filter.agentId)
      .equals('epic_id', filter.epicId)
      .equals('demo', filter.demo)
      .contains(['id', 'version', 'commit_sha', 'reason', 'error'], filter.text)
      .between(byTrigger ? 'triggered_at' : 'updated_at', filter.from, filter.to);
    return keysetList(this.dataSource, {
      from: 'deployments d',
      conditions,
      columns: deploymentColumns,
      sortBy: byTrigger ? nullsAsYearOne('triggered_at') : 'updated_at',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present: presentDeployment,
    });
  }
}
