import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Paged } from '../../platform/http/paging.js';
import { keysetList, nullsAsYearOne, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { ListStories } from './list-stories.query.js';
import { presentStory, type StoryAnswer } from './story.response.js';

@QueryHandler(ListStories)
export class ListStoriesHandler implements IQueryHandler<ListStories> {
  constructor(private readonly dataSource: DataSource) {}

  execute({ filter }: ListStories): Promise<Paged<StoryAnswer>> {
    const byCreation = filter.sort === 'createdAt';
    const conditions = new SqlConditions()
      .equals('status', filter.status)
      .equals('epic_id', filter.epicId)
      .equals('agent_id', filter.agentId)
      .equals('demo', filter.demo)
      .contains(['id', 'title', 'description', 'reason'], filter.text)
      .between(byCreation ? 'created_at' : 'updated_at', filter.from, filter.to);
    return keysetList(this.dataSource, {
      from: 'stories',
      conditions,
      sortBy: byCreation ? nullsAsYearOne('created_at') : 'updated_at',
      direction: filter.order,
      limit: filter.limit,
      cursor: filter.cursor,
      present: presentStory,
    });
  }
}
