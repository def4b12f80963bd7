import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';

export const queueDepthObserved = defineEvent({
  type: 'QueueDepthObserved',
  version: 1,
  summary: 'Someone counted what waits in a queue of the fleet.',
  category: 'queue',
  data: z.object({
    /** `webhook_events`, `pr_queue`, …: a metric label, so few and stable. */
    queue: z.string().min(1).max(100),
    depth: z.int().nonnegative(),
  }),
});

export const queueEvents = [queueDepthObserved] as const;
export type QueueEvent = EventOf<typeof queueDepthObserved>;
