import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { readStatusHistory } from '../../platform/projections/status-history.js';
import { ShowStory } from './show-story.query.js';
import { presentStory, type StoryDetail } from './story.response.js';
import type { StoryRow } from './stories.projector.js';

@QueryHandler(ShowStory)
export class ShowStoryHandler implements IQueryHandler<ShowStory> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ id }: ShowStory): Promise<StoryDetail> {
    const [row]: StoryRow[] = await this.dataSource.query('select * from stories where id = $1', [id]);
    if (!row) throw new DomainError('STORY_UNKNOWN', `there is no story ${id}`, { fault: 'not_found' });
    return { ...presentStory(row), statusHistory: await readStatusHistory(this.dataSource, 'story_steps', id) };
  }
}
