import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { filterFlag, filterNames, periodQuery } from '../../platform/http/filter-query.js';
import { pagedSchema, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import { coverageProblems } from './coverage-source.js';

export const reportTelemetryCoverageQuery = z.strictObject({
  agentId: filterNames.optional(),
  source: filterNames.optional(),
  onlyProblems: filterFlag.optional().describe('Only agents with a problem.'),
  ...periodQuery,
  order: z.enum(['asc', 'desc']).default('desc').describe('By `lastAt`, which `from` and `to` are about too.'),
  ...pagingQuery,
  ...minPositionQuery,
});

const usage = {
  inputTokens: z.number().nullable(),
  outputTokens: z.number().nullable(),
  tokens: z.number().nullable(),
  costUsd: z.string().nullable(),
};

export const agentCoverage = z.object({
  agentId: z.string(),
  source: z.string().describe('Which kind of agent its telemetry comes from.'),
  lastAt: z.string().describe('The latest of what is known of it.'),
  records: z
    .object({
      first: z.int().describe('The lowest and the highest number that came.'),
      last: z.int(),
      seen: z.int().describe('Numbers that came, each counted once.'),
      missing: z.int().describe('Numbers between them that did not come.'),
      repeated: z
        .int()
        .describe('Numbers under which different records came: several processes count alike, and gaps may be hidden.'),
    })
    .nullable()
    .describe('Null: its telemetry is not numbered.'),
  modelCalls: z.int(),
  callsWithUsage: z.int().describe('Model calls that told of tokens.'),
  toolCalls: z.int(),
  lastUsageAt: z.string().nullable(),
  events: z.object(usage).describe('As its model calls tell.'),
  metrics: z.object(usage).describe('As its metrics tell; null: they do not.'),
  missingTokens: z
    .number()
    .nullable()
    .describe('Metrics less events; below 0 while the metrics of the last minute are still to come. Null: no metrics.'),
  problems: z.array(z.enum(coverageProblems)),
});
export type AgentCoverage = z.infer<typeof agentCoverage>;

export const coverageSummary = z.object({
  agents: z.int(),
  withGaps: z.int(),
  missingRecords: z.number(),
  withRepeatedNumbers: z.int(),
  withoutUsage: z.int().describe('Agents that used tools and never told of tokens.'),
  usageStopped: z.int().describe('Agents that used tools for more than an hour after they last told of tokens.'),
  eventsBelowMetrics: z.int(),
  eventTokens: z.number(),
  metricTokens: z.number().nullable().describe('Null: no agent has metrics.'),
  ratio: z
    .number()
    .nullable()
    .describe('Of the agents that have metrics: tokens by their events over tokens by their metrics. Null: unknown.'),
});
export type CoverageSummary = z.infer<typeof coverageSummary>;

export const telemetryCoverage = pagedSchema(agentCoverage).extend({
  summary: coverageSummary.describe('Of all agents that the filters leave, not only of this page.'),
});
export type TelemetryCoverage = z.infer<typeof telemetryCoverage>;

/** How far the numbers can be trusted that telemetry tells. */
export class ReportTelemetryCoverage extends Query<TelemetryCoverage> {
  constructor(readonly filter: z.infer<typeof reportTelemetryCoverageQuery>) {
    super();
  }
}
