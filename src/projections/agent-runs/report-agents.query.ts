import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { filterNames } from '../../platform/http/filter-query.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { AgentAnalytics } from './agent-analytics.response.js';
import { analyticsPeriodQuery } from '../../platform/http/analytics-period.js';
import { runFilterQuery } from './run-selection.js';

const runDimensions = ['type', 'model', 'epic'] as const;
export type RunDimension = (typeof runDimensions)[number];

export const reportAgentsQuery = z.strictObject({
  ...analyticsPeriodQuery,
  by: z.enum(runDimensions).default('type').describe('What runs are told apart by.'),
  compare: filterNames
    .refine((keys) => keys.length === 2 && keys[0] !== keys[1], 'must be two different keys with a comma between')
    .optional()
    .describe('Two of the keys, with a comma between: whether their success differs.'),
  ...runFilterQuery,
  limit: z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(500))
    .default(100)
    .describe('Show at most so many, 1 to 500.'),
  ...minPositionQuery,
});

/** How the runs of a period went, by what is asked for. */
export class ReportAgents extends Query<AgentAnalytics> {
  constructor(readonly request: z.infer<typeof reportAgentsQuery>) {
    super();
  }
}
