import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { storyStatuses } from '../../events/story.events.js';
import { filterFlag, filterNames, filterOneOf, filterText, timeOrderQuery } from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { StoryAnswer } from './story.response.js';

export const listStoriesQuery = z.strictObject({
  status: filterOneOf(storyStatuses).optional(),
  epicId: filterNames.optional(),
  agentId: filterNames.optional(),
  demo: filterFlag.optional(),
  text: filterText.optional().describe('Part of the id, title, description or reason.'),
  ...timeOrderQuery(['updatedAt', 'createdAt']),
  ...pagingQuery,
  ...minPositionQuery,
});

/** Stories, filtered. */
export class ListStories extends Query<Paged<StoryAnswer>> {
  constructor(readonly filter: z.infer<typeof listStoriesQuery>) {
    super();
  }
}
