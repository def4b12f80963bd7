import { z } from 'zod';
import { trendSteps } from './trend-buckets.js';

export const trendMetrics = ['success_rate', 'completion_seconds', 'tokens_per_run'] as const;
export type TrendMetric = (typeof trendMetrics)[number];

const point = z.object({
  start: z.string().describe('Start of the UTC day, or of the week, on Monday.'),
  runs: z.int().describe('Runs that the value rests on.'),
  value: z.number().nullable().describe('Null: no such run ended then.'),
});
export type TrendPoint = z.infer<typeof point>;

const change = z.object({
  at: z.string().describe('Start of the first day or week of the new level.'),
  before: z.number().describe('Median of the values from the change before on.'),
  after: z.number().describe('Median of the values up to the next change.'),
  runsBefore: z.int(),
  runsAfter: z.int(),
  pValue: z.number().describe("Of Pettitt's test."),
});

export const trend = z.object({
  metric: z.enum(trendMetrics),
  by: z.enum(trendSteps),
  from: z.string().describe('Start of the first whole day or week.'),
  to: z.string(),
  points: z.array(point),
  changePoints: z.array(change),
  statement: z.string().describe('What can be said of changes, or that there is not enough data.'),
});
export type Trend = z.infer<typeof trend>;
