import { z } from 'zod';

const outcome = z.object({
  threshold: z.number().nullable().describe('The number compared with; null: the condition as it stands.'),
  condition: z.string(),
  evaluations: z.int(),
  failedEvaluations: z.int(),
  firings: z.int(),
  neverFired: z.int().describe('Alerts that ended while they were pending.'),
  firingSeconds: z.number().describe('Time in which at least one alert fired.'),
  longestSeconds: z.number(),
  messages: z
    .array(z.object({ channel: z.string(), count: z.int() }))
    .describe('Notifications to each channel of the rule, by the policy that holds now.'),
  alerts: z
    .array(
      z.object({
        labels: z.record(z.string(), z.string()),
        value: z.string(),
        activeAt: z.string(),
        firedAt: z.string(),
        resolvedAt: z.string().nullable().describe('Null: it still fired at the end.'),
        reason: z.string().nullable(),
      }),
    )
    .describe('The first thousand.'),
});

export const backtestAnswer = z.object({
  from: z.string(),
  to: z.string(),
  stepSeconds: z.number(),
  dataFrom: z
    .string()
    .nullable()
    .describe(
      'The first sample of what the condition reads, `from` at the earliest: of the time before, nothing is known. ' +
        'Null: there are no samples of it.',
    ),
  results: z.array(outcome).describe('The rule as it stands, then with each of the other thresholds.'),
});
export type BacktestAnswer = z.infer<typeof backtestAnswer>;
export type BacktestOutcome = z.infer<typeof outcome>;

/** A line of the answer as NDJSON: how far it is, then what came of it. */
export type BacktestLine =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | ({ readonly type: 'result' } & BacktestAnswer)
  | { readonly type: 'error'; readonly code: string; readonly detail: string };
