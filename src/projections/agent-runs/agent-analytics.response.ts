import { z } from 'zod';

const rate = z.number().nullable();
const quantiles = z
  .object({ p50: z.number(), p95: z.number(), p99: z.number(), runs: z.int().describe('Runs that it rests on.') })
  .nullable();

const runStatistics = z.object({
  runs: z.int().describe('All of the period, open ones included.'),
  succeeded: z.int(),
  failed: z.int(),
  terminated: z.int().describe('Ended from outside, which tells nothing of success.'),
  open: z.int().describe('Not ended; counted when they were first heard of.'),
  successRate: rate.describe('Succeeded of succeeded and failed, 0 to 1; null: none has.'),
  successRateInterval: z.object({ low: z.number(), high: z.number() }).nullable().describe("Wilson's 95 % interval."),
  executionSeconds: quantiles.describe('From first running to the end, of runs that succeeded or failed.'),
  activeSeconds: quantiles.describe('The same without waiting and pauses.'),
  tokensPerSuccessfulRun: rate.describe('Input and output; null: no run that succeeded told of a model call.'),
  modelCalls: z.int(),
  failedCallRate: rate.describe('Failed model calls of all; null: no calls.'),
  retryRate: rate.describe('Model calls that failed and were followed by another, of all; null: no calls.'),
  toolCalls: z.int(),
  qualityScore: rate.describe('Pull requests that their first review approved, of those reviewed; null: none was.'),
  reviewedPullRequests: z.int(),
  topErrors: z
    .array(z.object({ errorClass: z.string(), runs: z.int() }))
    .describe('Why runs failed, the most frequent first; at most five.'),
});
export type RunStatistics = z.infer<typeof runStatistics>;

const underperformanceRules = ['success_rate_below_fleet', 'slower_than_fleet'] as const;
const underperformer = z.object({
  key: z.string().nullable(),
  rule: z.enum(underperformanceRules),
  reason: z.string(),
});
export type Underperformer = z.infer<typeof underperformer>;

const runGroup = runStatistics.extend({ key: z.string().nullable().describe('Null: nobody says.') });
export type RunGroup = z.infer<typeof runGroup>;

const comparison = z.object({
  keys: z.array(z.string()).describe('The two.'),
  difference: z.number().nullable().describe("The first's success rate less the second's; null: one is not known."),
  z: z.number().nullable().describe('Of a two-proportion z-test with the pooled rate; null: it does not hold.'),
  pValue: z.number().nullable(),
  significant: z.boolean().nullable().describe('At the level of 5 %; null: it cannot be told.'),
  statement: z.string(),
});
export type Comparison = z.infer<typeof comparison>;

export const agentAnalytics = z.object({
  from: z.string(),
  to: z.string(),
  by: z.string(),
  fleet: runStatistics.describe('Of all runs that are asked for.'),
  percentilesFrom: z
    .object({ runs: z.int(), of: z.int().describe('All that succeeded or failed.') })
    .nullable()
    .describe('Null: percentiles are exact. Of very many runs, they are those of a sample of so many.'),
  items: z.array(runGroup).describe('Those with the most runs first.'),
  total: z.int().describe('How many there are; `limit` may show fewer.'),
  underperformers: z.array(underperformer),
  comparison: comparison.nullable().describe('Null unless asked for.'),
});
export type AgentAnalytics = z.infer<typeof agentAnalytics>;
