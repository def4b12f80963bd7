import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { minPositionQuery } from '../../../../platform/http/reads-from.js';
import type { CostForecast } from '../../cost-forecast.response.js';
import { costFilterQuery, timeZoneQuery } from '../report-costs/report-costs.request.js';

const DAYS = 'must be a whole number of days, 1 to 366';

export const forecastCostsQuery = z.strictObject({
  days: z.coerce.number(DAYS).int(DAYS).min(1, DAYS).max(366, DAYS).default(30).describe('Days, today included.'),
  ...timeZoneQuery,
  ...costFilterQuery,
  ...minPositionQuery,
});
export type ForecastCostsQuery = z.infer<typeof forecastCostsQuery>;

/** What will be spent, as far as the past tells. */
export class ForecastCosts extends Query<CostForecast> {
  constructor(readonly asked: ForecastCostsQuery) {
    super();
  }
}
