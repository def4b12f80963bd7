import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, nullsAsYearOne, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { asOfSource } from '../../platform/projections/as-of.js';
import { type AgentAnswer, presentAgent } from './agent.response.js';
import { agentsTable } from './agents.projector.js';
import { ListAgents } from './list-agents.query.js';

@QueryHandler(ListAgents)
export class ListAgentsHandler implements IQueryHandler<ListAgents> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter }: ListAgents): Promise<Paged<AgentAnswer>> {
    const conditions = new SqlConditions();
    const source = filter.asOf === undefined ? 'agents' : asOfSource(agentsTable, conditions.bind(filter.asOf));
    conditions
      .equals('state', filter.state)
      .equals('type', filter.type)
      .equals('epic_id', filter.epicId)
      .equals('story_id', filter.storyId)
      .equals('pr_number', filter.prNumber)
      .equals('team', filter.team)
      .equals('model', filter.model)
      .equals('session_id', filter.sessionId)
      .equals('parent_agent_id', filter.parentAgentId)
      .equals('demo', filter.demo)
      .contains(['id', 'task', 'reason', 'error'], filter.text)
      .between(filter.sort === 'createdAt' ? 'created_at' : 'updated_at', filter.from, filter.to);
    return keysetList(this.dataSource, {
      from: `${source} a`,
      conditions,
      sortBy: filter.sort === 'createdAt' ? nullsAsYearOne('created_at') : 'updated_at',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present: presentAgent,
    });
  }
}
