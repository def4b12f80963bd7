import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { asOfQuery, filterFlag, filterNames } from '../../platform/http/filter-query.js';
import { type Paged, pagedSchema, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';

export const listQueuesQuery = z.strictObject({
  name: filterNames.optional(),
  demo: filterFlag.optional(),
  order: z.enum(['asc', 'desc']).default('desc').describe('By the time of the observation.'),
  ...asOfQuery,
  ...pagingQuery,
  ...minPositionQuery,
});

export const queueView = z.object({
  name: z.string(),
  depth: z.int().describe('What waited in it when it was last counted.'),
  observedAt: z.string().describe("When it was counted, by the reporter's clock."),
  demo: z.boolean().describe('Simulated.'),
});
export type QueueView = z.infer<typeof queueView>;
export const queuePage = pagedSchema(queueView);

/** Depths of queues as last observed, now or as they were known at an instant. */
export class ListQueues extends Query<Paged<QueueView>> {
  constructor(readonly filter: z.infer<typeof listQueuesQuery>) {
    super();
  }
}
