import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';

export const spanKinds = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
export const spanStatuses = ['unset', 'ok', 'error'] as const;

/** A span of somebody else's that came over OTLP. Calls of agents are events of their own, with the ids of their spans. */
export const spanRecorded = defineEvent({
  type: 'SpanRecorded',
  version: 1,
  summary: 'A span was received over OTLP that is no call of an agent.',
  category: 'trace',
  data: z.object({
    /** W3C ids: 32 and 16 hexadecimal digits in lower case. */
    traceId: z.string().regex(/^[0-9a-f]{32}$/),
    spanId: z.string().regex(/^[0-9a-f]{16}$/),
    parentSpanId: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .optional(),
    name: z.string().min(1).max(200),
    kind: z.enum(spanKinds),
    /** By the reporter's clock; RFC 3339 in UTC. */
    startedAt: z.string(),
    durationMs: z.number().nonnegative(),
    status: z.enum(spanStatuses),
    statusMessage: z.string().max(2_000).optional(),
    /** `service.name` of its resource. */
    service: z.string().max(200).optional(),
    /** By name, as text; secrets redacted, cut to what is worth keeping. */
    attributes: z.record(z.string(), z.string()),
    /** Attributes that were too many to keep. */
    droppedAttributes: z.int().nonnegative().optional(),
  }),
});

export const spanEvents = [spanRecorded] as const;
export type SpanEvent = EventOf<typeof spanRecorded>;
