import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { kebabCase } from '../../events/reported-fields.js';
import { filterFlag, filterNames, groupByOneOf, periodQuery } from '../../platform/http/filter-query.js';
import { pagedSchema, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';

export const tokenDimensions = ['model', 'agentType', 'epicId', 'storyId', 'agentId', 'hour', 'day'] as const;
export type TokenDimension = (typeof tokenDimensions)[number];

export const reportTokensQuery = z.strictObject({
  groupBy: groupByOneOf(tokenDimensions, 'model'),
  model: filterNames.optional(),
  agentType: filterNames.transform((types) => types.map(kebabCase)).optional(),
  epicId: filterNames.optional(),
  storyId: filterNames.optional(),
  agentId: filterNames.optional(),
  demo: filterFlag.optional(),
  ...periodQuery,
  ...pagingQuery,
  ...minPositionQuery,
});

const tokens = z.number().describe('Summed exactly; beyond 2^53 - 1, as near as a JSON number comes.');

const usage = {
  calls: z.int(),
  failedCalls: z.int(),
  inputTokens: tokens.describe('All input, what was read from or written to a cache included.'),
  outputTokens: tokens,
  cacheReadTokens: tokens.nullable().describe('Part of the input; null: never reported.'),
  cacheWriteTokens: tokens.nullable().describe('Part of the input; null: never reported.'),
  reportedCostUsd: z.string().nullable().describe("The agents' own estimates; null: none of the calls has one."),
  callsWithCost: z.int().describe('Calls that `reportedCostUsd` covers.'),
  durationMs: z.number().nullable().describe('Sum over the calls that tell it; null where none does.'),
  maxDurationMs: z.number().nullable().describe('Null where no call tells it.'),
};
export const tokenTotals = z.object(usage);
export type TokenTotals = z.infer<typeof tokenTotals>;

const grouped = (what: string) => z.string().nullable().optional().describe(what);
const tokenGroup = z.object({
  model: grouped('Only when grouped by it, like the other keys.'),
  agentType: grouped('`unknown` while nobody has said.'),
  epicId: grouped('Null: not attributed to any.'),
  storyId: grouped('Null: not attributed to any.'),
  agentId: grouped('The agent that called.'),
  hour: grouped('Start of the UTC hour of `occurredAt`.'),
  day: grouped('UTC day of `occurredAt`.'),
  ...usage,
});

export const tokensReport = pagedSchema(tokenGroup).extend({
  from: z.string().nullable().describe('Start of the first UTC hour that is counted; null: from the beginning.'),
  to: z.string().nullable().describe('End of the last UTC hour that is counted; null: to the end.'),
  totals: tokenTotals.describe('Of all groups, not only of this page.'),
});
export type TokensReport = z.infer<typeof tokensReport>;

/** What the model calls of a period used, by what is asked for. */
export class ReportTokens extends Query<TokensReport> {
  constructor(readonly request: z.infer<typeof reportTokensQuery>) {
    super();
  }
}
