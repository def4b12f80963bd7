import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { pagedSchema, pagingQuery } from '../../../../platform/http/paging.js';
import { minPositionQuery } from '../../../../platform/http/reads-from.js';
import { recommendation, recommendationStatuses } from '../../recommendations/recommendation.response.js';

const DAYS = 'must be a whole number of days, 1 to 366';

export const recommendationDays = z.int(DAYS).min(1, DAYS).max(366, DAYS);
export const USUAL_DAYS = 30;

export const listRecommendationsQuery = z.strictObject({
  days: z
    .string(DAYS)
    .regex(/^\d{1,4}$/, DAYS)
    .transform(Number)
    .pipe(recommendationDays)
    .default(USUAL_DAYS)
    .describe('Days up to now that are looked at.'),
  status: z
    .enum([...recommendationStatuses, 'all'])
    .default('open')
    .describe('What was dismissed is open again when the expected saving has grown to one and a half of what it was.'),
  ...pagingQuery,
  ...minPositionQuery,
});
export type ListRecommendationsQuery = z.infer<typeof listRecommendationsQuery>;

export const recommendationsAnswer = pagedSchema(recommendation).extend({
  from: z.string().describe('Of what is looked at.'),
  to: z.string(),
  currency: z.literal('USD'),
  runs: z.int().describe('Runs that ended in this time and told of model calls.'),
  pricedRuns: z.int().describe('Of them, those of which every call has a price: others say nothing.'),
  calls: z.int().describe('Model calls in this time.'),
  reason: z.string().nullable().describe('Why there are none; null where there are some.'),
});
export type RecommendationsAnswer = z.infer<typeof recommendationsAnswer>;

/** Where money can be saved, the greatest expected saving first. */
export class ListRecommendations extends Query<RecommendationsAnswer> {
  constructor(readonly asked: ListRecommendationsQuery) {
    super();
  }
}
