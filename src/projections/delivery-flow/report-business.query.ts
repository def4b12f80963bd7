import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { analyticsPeriodQuery } from '../../platform/http/analytics-period.js';
import { filterFlag, filterNames } from '../../platform/http/filter-query.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { BusinessAnalytics } from './business-analytics.response.js';
import { calendarSteps } from './calendar-steps.js';

export const reportBusinessQuery = z.strictObject({
  ...analyticsPeriodQuery,
  tz: z.string().min(1).max(100).default('UTC').describe('IANA time zone whose days and weeks are meant.'),
  by: z.enum(calendarSteps).default('day').describe('What the series has a point for.'),
  environment: filterNames
    .optional()
    .describe('What is taken for production, in whatever case; production, prod and live unless given.'),
  repository: filterNames
    .optional()
    .describe(
      'Only of these repositories; of stories, those that a pull request of it names; of incidents, a deployment.',
    ),
  demo: filterFlag.optional().describe('Only simulated work, or only real work.'),
  ...minPositionQuery,
});
export type ReportBusinessRequest = z.infer<typeof reportBusinessQuery>;

/** How work flowed in a period, from pull requests and stories to production and back. */
export class ReportBusiness extends Query<BusinessAnalytics> {
  constructor(readonly request: ReportBusinessRequest) {
    super();
  }
}
