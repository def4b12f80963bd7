import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { StoryDetail } from './story.response.js';

export const showStoryQuery = z.strictObject({ ...minPositionQuery });

/** One story with its status history. */
export class ShowStory extends Query<StoryDetail> {
  constructor(readonly id: string) {
    super();
  }
}
