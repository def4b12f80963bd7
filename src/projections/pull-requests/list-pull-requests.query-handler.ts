import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, nullsAsYearOne, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { ListPullRequests } from './list-pull-requests.query.js';
import { presentPullRequest, type PullRequestAnswer } from './pull-request.response.js';

@QueryHandler(ListPullRequests)
export class ListPullRequestsHandler implements IQueryHandler<ListPullRequests> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter }: ListPullRequests): Promise<Paged<PullRequestAnswer>> {
    const byOpening = filter.sort === 'openedAt';
    const conditions = new SqlConditions()
      .equals('status', filter.status)
      .equals('repository', filter.repository)
      .equals('author', filter.author)
      .equals('agent_id', filter.agentId)
      .equals('epic_id', filter.epicId)
      .equals('story_id', filter.storyId)
      .equals('demo', filter.demo)
      .contains(['id', 'title', 'branch', 'reason'], filter.text)
      .between(byOpening ? 'opened_at' : 'updated_at', filter.from, filter.to);
    return keysetList(this.dataSource, {
      from: 'pull_requests',
      conditions,
      sortBy: byOpening ? nullsAsYearOne('opened_at') : 'updated_at',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present: presentPullRequest,
    });
  }
}
