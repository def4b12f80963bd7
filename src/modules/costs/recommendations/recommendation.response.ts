import { z } from 'zod';
import { recommendationKinds } from './finding.js';

const usd = z.string().describe('USD.');
const saving = z
  .object({ low: usd.describe('USD. Below 0: it may cost more.'), expected: usd, high: usd })
  .describe('In 30 days, if they are as those that were looked at. Savings of several overlap: they do not add up.');

export const recommendationStatuses = ['open', 'accepted', 'dismissed'] as const;
export type RecommendationStatus = (typeof recommendationStatuses)[number];

export const recommendation = z.object({
  id: z.string().describe('Follows from the kind and the scope.'),
  kind: z.enum(recommendationKinds),
  title: z.string(),
  status: z.enum(recommendationStatuses),
  scope: z.record(z.string(), z.string()).nullable().describe('What it is about. Null: it is not found any more.'),
  saving: saving.nullable().describe('Null: it is not found any more; then see `decision.saving`.'),
  assumption: z.string().nullable().describe('What has to be true for the saving to come.'),
  confidence: z.string().nullable().describe('Why it is believed, and where the range comes from.'),
  evidence: z
    .object({
      from: z.string(),
      to: z.string(),
      runs: z.int(),
      calls: z.int(),
      numbers: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
      links: z.array(z.string()).describe('Questions to this API that show the numbers.'),
    })
    .nullable()
    .describe('Null: it was decided, and the days asked for do not show it.'),
  decision: z
    .object({
      decision: z.enum(['accepted', 'dismissed', 'reopened']),
      at: z.string(),
      by: z.string(),
      note: z.string().nullable(),
      saving: saving.nullable().describe('As it was shown then.'),
    })
    .nullable(),
});
export type Recommendation = z.infer<typeof recommendation>;
