import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import { analyticsPeriodQuery } from '../../platform/http/analytics-period.js';
import { runFilterQuery } from './run-selection.js';
import { type Trend, trendMetrics } from './trend.response.js';
import { trendSteps } from './trend-buckets.js';

export const showTrendQuery = z.strictObject({
  metric: z
    .enum(trendMetrics)
    .default('success_rate')
    .describe('success_rate: of runs that succeeded or failed; completion_seconds: median; tokens_per_run: mean.'),
  by: z.enum(trendSteps).default('day'),
  ...analyticsPeriodQuery,
  ...runFilterQuery,
  ...minPositionQuery,
});

/** How one number about runs went over time, and where it changed. */
export class ShowTrend extends Query<Trend> {
  constructor(readonly request: z.infer<typeof showTrendQuery>) {
    super();
  }
}
