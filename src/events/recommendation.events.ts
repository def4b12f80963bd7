import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';

export const recommendationDecided = defineEvent({
  type: 'RecommendationDecided',
  version: 1,
  summary: 'Somebody has accepted or dismissed a recommendation, or wants it shown again.',
  category: 'recommendation',
  data: z.object({
    /** Follows from what is recommended: the same as long as that is the same. */
    recommendationId: z.string().min(1).max(200),
    kind: z.string().min(1).max(100),
    decision: z.enum(['accepted', 'dismissed', 'reopened']),
    note: z.string().max(2_000).nullable(),
    /** As it was shown when it was decided. */
    title: z.string().max(1_000).optional(),
    /** In the next 30 days, USD as plain decimals; against it is judged whether what was dismissed has grown. */
    saving: z.object({ low: z.string(), expected: z.string(), high: z.string() }).optional(),
  }),
});

export const recommendationEvents = [recommendationDecided] as const;
export type RecommendationEvent = EventOf<typeof recommendationDecided>;
