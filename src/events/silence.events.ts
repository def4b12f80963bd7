import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';

const silenceId = z.string().min(1).max(200);
const instant = z.string().max(40);

export const silenceMatcher = z.object({
  name: z.string().min(1).max(200),
  op: z.enum(['=', '!=', '=~', '!~']),
  value: z.string().max(4_000),
});

/** A window that comes back every week, in a time zone of its own; DST is that zone's. */
export const silenceRecurrence = z.object({
  /** IANA name: `Europe/Berlin`. */
  timeZone: z.string().min(1).max(100),
  /** 1 = Monday to 7 = Sunday: the days on which a window begins. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  /** `HH:MM`, local. */
  from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  durationMs: z.int().positive(),
});

export const silenceCreated = defineEvent({
  type: 'SilenceCreated',
  version: 1,
  summary: 'Notifications of alerts that match are held back for a time. Its author is the actor.',
  category: 'silence',
  data: z.object({
    silenceId,
    /** All must match; `alertname` is the rule's name. */
    matchers: z.array(silenceMatcher).min(1).max(20),
    startsAt: instant,
    endsAt: instant,
    comment: z.string().min(1).max(2_000),
    /** Within start and end, it holds in these windows only; null: all the time. */
    recurrence: silenceRecurrence.nullable(),
  }),
});

export const silenceEnded = defineEvent({
  type: 'SilenceEnded',
  version: 1,
  summary: 'A silence was ended before its time.',
  category: 'silence',
  data: z.object({ silenceId, endsAt: instant }),
});

export const silenceEvents = [silenceCreated, silenceEnded] as const;
export type SilenceEvent = EventOf<(typeof silenceEvents)[number]>;
