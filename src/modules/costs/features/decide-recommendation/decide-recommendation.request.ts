import { z } from 'zod';
import { recommendationDays, USUAL_DAYS } from '../list-recommendations/list-recommendations.query.js';

export const decisionRequest = z.strictObject({
  decision: z.enum(['accept', 'dismiss', 'reopen']).describe('reopen: it is to be shown again.'),
  reason: z
    .string()
    .trim()
    .min(1)
    .max(2_000)
    .regex(/^[^\p{Cs}\0]*$/u, 'must not contain the null character or half of a surrogate pair')
    .optional(),
  days: recommendationDays.default(USUAL_DAYS).describe('The days of the list that showed it.'),
});
export type DecisionRequest = z.infer<typeof decisionRequest>;

export const decidedRecommendation = z.object({
  id: z.string(),
  kind: z.string(),
  decision: z.enum(['accepted', 'dismissed', 'reopened']),
  note: z.string().nullable(),
  changed: z.boolean().describe('false: it was so already, nothing was recorded.'),
  position: z
    .string()
    .nullable()
    .describe('Position in the log that includes it, for minPosition; null: never decided.'),
});
export type DecidedAnswer = z.infer<typeof decidedRecommendation>;
