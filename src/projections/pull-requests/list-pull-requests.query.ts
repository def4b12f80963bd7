import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { pullRequestStatuses } from '../../events/pull-request.events.js';
import { filterFlag, filterNames, filterOneOf, filterText, timeOrderQuery } from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { PullRequestAnswer } from './pull-request.response.js';

export const listPullRequestsQuery = z.strictObject({
  status: filterOneOf(pullRequestStatuses).optional(),
  repository: filterNames.optional(),
  author: filterNames.optional(),
  agentId: filterNames.optional(),
  epicId: filterNames.optional(),
  storyId: filterNames.optional(),
  demo: filterFlag.optional(),
  text: filterText.optional().describe('Part of the id, title, branch or reason.'),
  ...timeOrderQuery(['updatedAt', 'openedAt']),
  ...pagingQuery,
  ...minPositionQuery,
});

/** Pull requests, filtered. */
export class ListPullRequests extends Query<Paged<PullRequestAnswer>> {
  constructor(readonly filter: z.infer<typeof listPullRequestsQuery>) {
    super();
  }
}
