import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { ShowStory } from './show-story.query.js';
import type { StoryStepRow } from './story-steps.projector.js';
import { presentStory, presentStep, type StoryDetail } from './story.response.js';
import type { StoryRow } from './stories.projector.js';

const MAX_STEPS = 500;

@QueryHandler(ShowStory)
export class ShowStoryHandler implements IQueryHandler<ShowStory> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ id }: ShowStory): Promise<StoryDetail> {
    const [row]: StoryRow[] = await this.dataSource.query('select * from stories where id = $1', [id]);
    if (!row) throw new DomainError('STORY_UNKNOWN', `there is no story ${id}`, { fault: 'not_found' });
    const steps: StoryStepRow[] = await this.dataSource.query(
      `select * from story_steps where story_id = $1 order by occurred_at desc, position desc limit ${MAX_STEPS}`,
      [id],
    );
    return { ...presentStory(row), statusHistory: steps.reverse().map(presentStep) };
  }
}
