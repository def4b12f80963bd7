import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';

export const configurationChanged = defineEvent({
  type: 'ConfigurationChanged',
  version: 1,
  summary: 'A configuration key of the fleet was set or deleted.',
  category: 'configuration',
  data: z.object({
    key: z.string().min(1).max(200),
    change: z.enum(['created', 'updated', 'deleted']),
    /** Before; absent when it did not exist. */
    from: z.json().optional(),
    /** After; absent when it was deleted. */
    to: z.json().optional(),
    /** JSON pointers into `to` where a secret was left out; `''` is the whole value. */
    redacted: z.array(z.string()).optional(),
    reason: z.string().max(2_000).optional(),
    /** `late`: it happened before the change last recorded; the current value stays. */
    flags: z.array(z.enum(['late'])).optional(),
  }),
});

export const configurationEvents = [configurationChanged] as const;
export type ConfigurationEvent = EventOf<typeof configurationChanged>;
