import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';

export const webhookReceived = defineEvent({
  type: 'WebhookReceived',
  version: 1,
  summary: 'A verified webhook delivery that no other event stands for, kept as it came.',
  category: 'webhook',
  data: z.object({
    provider: z.enum(['github']),
    event: z.string().min(1).max(100),
    action: z.string().max(100).optional(),
    repository: z.string().max(200).optional(),
    sender: z.string().max(200).optional(),
    /** Of the payload as JSON, in UTF-8; absent when it is nested too deep to be written. */
    payloadBytes: z.int().nonnegative().optional(),
    /** The payload, secrets left out; absent when it is too large to keep. */
    payload: z.json().optional(),
    /** Then its beginning. */
    excerpt: z.string().max(20_000).optional(),
  }),
});

export const webhookEvents = [webhookReceived] as const;
export type WebhookEvent = EventOf<typeof webhookReceived>;
