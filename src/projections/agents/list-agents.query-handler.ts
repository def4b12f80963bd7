import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, nullsAsYearOne, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { asOfSource } from '../../platform/projections/as-of.js';
import { type ListedAgent, presentAgent } from './agent.response.js';
import { agentsTable } from './agents.projector.js';
import { ListAgents } from './list-agents.query.js';

@QueryHandler(ListAgents)
export class ListAgentsHandler implements IQueryHandler<ListAgents> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ filter }: ListAgents): Promise<Paged<ListedAgent>> {
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
    const page = await keysetList(this.dataSource, {
      from: `${source} a`,
      conditions,
      sortBy: filter.sort === 'createdAt' ? nullsAsYearOne('created_at') : 'updated_at',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present: presentAgent,
    });
    // Sums of calls are kept by when they happened, not by when that was known.
    const tokens =
      filter.asOf === undefined ? await this.tokensOf(page.items.map(({ id }) => id)) : new Map<string, number>();
    return { ...page, items: page.items.map((item) => ({ ...item, tokens: tokens.get(item.id) ?? null })) };
  }

  private async tokensOf(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows: { agent_id: string; tokens: string }[] = await this.dataSource.query(
      `select agent_id, sum(input_tokens + output_tokens) as tokens
         from token_usage where agent_id = any($1) group by 1`,
      [ids],
    );
    return new Map(rows.map(({ agent_id, tokens }) => [agent_id, Number(tokens)]));
  }
}
