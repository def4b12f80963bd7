import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';

/** What agents' own metrics add up: all input tokens with those from and to a cache, output tokens, and money. */
export const telemetryAmounts = ['input_tokens', 'output_tokens', 'cost_usd'] as const;
export type TelemetryAmount = (typeof telemetryAmounts)[number];

/** What one export request lets us know of how complete an agent's telemetry is; its facts are events of their own. */
export const telemetryReceived = defineEvent({
  type: 'TelemetryReceived',
  version: 1,
  summary: 'Telemetry of an agent was received: which of its numbered records, and what its metrics add up to.',
  category: 'telemetry',
  data: z.object({
    agentId: z.string().min(1).max(200),
    /** Which kind of agent sent it: `claude-code`. */
    source: z.string().min(1).max(100),
    /**
     * The numbers that the agent gave to its records, as runs: a number, and of it and each of the next ones a mark of
     * the record's time as two hexadecimal digits from 01 to fe. Another mark under one number is another record:
     * several processes count for the same agent.
     */
    sequences: z.array(z.object({ from: z.int().nonnegative(), marks: z.string() })).optional(),
    /** Sums of metrics that tell what was added since they were sent last; decimal texts. */
    deltas: z.array(z.object({ amount: z.enum(telemetryAmounts), value: z.string() })).optional(),
    /** Points of metrics that tell what has been added up since a start; decimal texts. */
    totals: z
      .array(
        z.object({
          amount: z.enum(telemetryAmounts),
          /** The same for the same attributes. */
          series: z.string().max(40),
          /** RFC 3339 in UTC; absent where the agent does not say since when it counts. */
          startedAt: z.string().optional(),
          value: z.string(),
        }),
      )
      .optional(),
  }),
});

export const telemetryEvents = [telemetryReceived] as const;
export type TelemetryEvent = EventOf<typeof telemetryReceived>;
