import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { kebabCase } from '../../events/reported-fields.js';
import { filterFlag, filterNames, groupByOneOf, periodQuery } from '../../platform/http/filter-query.js';
import { pagedSchema, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';

export const toolCallDimensions = ['tool', 'agentType', 'epicId', 'storyId', 'agentId', 'hour', 'day'] as const;
export type ToolCallDimension = (typeof toolCallDimensions)[number];

export const reportToolCallsQuery = z.strictObject({
  groupBy: groupByOneOf(toolCallDimensions, 'tool'),
  tool: filterNames.optional(),
  agentType: filterNames.transform((types) => types.map(kebabCase)).optional(),
  epicId: filterNames.optional(),
  storyId: filterNames.optional(),
  agentId: filterNames.optional(),
  demo: filterFlag.optional(),
  ...periodQuery,
  ...pagingQuery,
  ...minPositionQuery,
});

const quantile = z.number().nullable().describe('Within 2 %; null where there are no calls.');

const usage = {
  calls: z.int(),
  failedCalls: z.int(),
  durationMs: z.number().describe('Sum over the calls.'),
  maxDurationMs: z.number().nullable().describe('Null where there are no calls.'),
  durationMsQuantiles: z.object({ p50: quantile, p90: quantile, p95: quantile, p99: quantile }),
};
const toolCallTotals = z.object(usage);
export type ToolCallTotals = z.infer<typeof toolCallTotals>;

const grouped = (what: string) => z.string().nullable().optional().describe(what);
const toolCallGroup = z.object({
  tool: grouped('Only when grouped by it, like the other keys.'),
  agentType: grouped('`unknown` while nobody has said.'),
  epicId: grouped('Null: not attributed to any.'),
  storyId: grouped('Null: not attributed to any.'),
  agentId: grouped('The agent that called.'),
  hour: grouped('Start of the UTC hour of `occurredAt`.'),
  day: grouped('UTC day of `occurredAt`.'),
  ...usage,
});

export const toolCallsReport = pagedSchema(toolCallGroup).extend({
  from: z.string().nullable().describe('Start of the first UTC hour that is counted; null: from the beginning.'),
  to: z.string().nullable().describe('End of the last UTC hour that is counted; null: to the end.'),
  totals: toolCallTotals.describe('Of all groups, not only of this page.'),
});
export type ToolCallsReport = z.infer<typeof toolCallsReport>;

/** How often tools were used in a period, how long they took and how often they failed, by what is asked for. */
export class ReportToolCalls extends Query<ToolCallsReport> {
  constructor(readonly request: z.infer<typeof reportToolCallsQuery>) {
    super();
  }
}
