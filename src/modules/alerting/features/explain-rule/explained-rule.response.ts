import { z } from 'zod';
import { alertStep } from '../../../../projections/alerts/index.js';
import { alertResponse } from '../list-alerts/alert.response.js';

const samples = z.array(z.object({ labels: z.record(z.string(), z.string()), value: z.string() }));

const recordedEvaluation = z.object({
  firstAt: z.string(),
  lastAt: z.string(),
  evaluations: z.number().describe('How many in a row came to the same, up to `lastAt`.'),
  durationMs: z.number(),
  late: z.boolean().describe('Not everything that had been recorded by then was in.'),
  error: z.string().nullable(),
  results: z.number(),
  samples: samples.describe('The first twenty.'),
});

const evaluatedExpression = z.object({
  expression: z.string(),
  results: z.number().nullable().describe('Null: it has no answer, see `error`.'),
  samples: samples.describe('The first twenty.'),
  error: z.string().nullable(),
});
export type EvaluatedExpression = z.infer<typeof evaluatedExpression>;

const explainedMessage = z.object({
  id: z.string(),
  channelName: z.string(),
  tells: z.enum(['firing', 'resolved']).describe('What it says of the alerts of this rule.'),
  reason: z.string().describe('Why it was sent.'),
  status: z.string(),
  queuedAt: z.string(),
  sentAt: z.string().nullable(),
  error: z.string().nullable(),
});
export type ExplainedMessage = z.infer<typeof explainedMessage>;

const explainedSuppression = z.object({
  alertId: z.string(),
  channelName: z.string().nullable(),
  at: z.string(),
  reason: z.string().describe('Why it was not.'),
  because: z.string().nullable(),
});
export type ExplainedSuppression = z.infer<typeof explainedSuppression>;

export const explainedRule = z.object({
  ruleId: z.string(),
  ruleName: z.string(),
  enabled: z.boolean(),
  at: z.string().describe('The moment that is explained: that of an evaluation.'),
  because: z.array(z.string()).describe('In words, the decisive reason first.'),
  recorded: recordedEvaluation.nullable().describe('What the evaluation then came to; null: none is kept.'),
  condition: evaluatedExpression.describe('The condition as it is now, on the series as they are recorded of then.'),
  comparison: z
    .object({ left: evaluatedExpression, operator: z.string(), right: evaluatedExpression })
    .nullable()
    .describe('Both sides of the outermost comparison.'),
  alerts: z.array(alertResponse).describe('Its alerts that were open then.'),
  steps: z
    .array(alertStep.extend({ alertId: z.string().nullable() }))
    .describe('What happened to it and its alerts within an hour before and after, the latest first.'),
  notifications: z.array(explainedMessage).describe('What was told of its alerts in that time, the earliest first.'),
  suppressions: z.array(explainedSuppression).describe('What was not told, and why, the earliest first.'),
});
export type ExplainedRule = z.infer<typeof explainedRule>;
