import { z } from 'zod';
import { pagedSchema } from '../../../../platform/http/paging.js';

const alertEvaluation = z.object({
  firstAt: z.string().describe('Of a run of evaluations that came to the same: the first of them.'),
  lastAt: z.string(),
  evaluations: z.int().positive().describe('How many they are.'),
  value: z
    .string()
    .nullable()
    .describe('What it found for this alert; null: nothing, or it is not among the first twenty that are kept.'),
  results: z.int().nonnegative().describe('How many elements the condition answered.'),
  durationMs: z.number(),
  late: z.boolean().describe('Not everything that had been recorded by then was in.'),
  error: z.string().nullable().describe('Why it failed; null: it did not.'),
});

export const alertEvaluationsResponse = pagedSchema(alertEvaluation);
