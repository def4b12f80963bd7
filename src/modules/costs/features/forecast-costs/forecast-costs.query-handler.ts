import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Clock } from '../../../../kernel/clock.js';
import { CLOCK } from '../../../../platform/runtime/tokens.js';
import { Calendar } from '../../calendar.js';
import type { CostForecast } from '../../cost-forecast.response.js';
import { CurrentPrices } from '../../current-prices.service.js';
import { CostForecasts, dollars } from '../../usage/cost-forecasts.service.js';
import { onlyOf } from '../report-costs/report-costs.request.js';
import { ForecastCosts } from './forecast-costs.query.js';

@QueryHandler(ForecastCosts)
export class ForecastCostsHandler implements IQueryHandler<ForecastCosts> {
  constructor(
    private readonly prices: CurrentPrices,
    private readonly forecasts: CostForecasts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ asked }: ForecastCosts): Promise<CostForecast> {
    const { days, tz } = asked;
    const now = this.clock.now();
    const calendar = new Calendar(tz);
    const { book } = await this.prices.choose();
    const found = await this.forecasts.orWhyNot({ calendar, only: onlyOf(asked), book, until: now });
    const answer = { timeZone: tz, currency: 'USD' as const, days };
    if (typeof found === 'string') return { ...answer, forecast: null, reason: found };
    const today = calendar.startOfDay(now);
    const byDay = Array.from({ length: days }, (_, index) => calendar.plusDays(today, index)).map((midnight) => ({
      from: midnight.toISOString(),
      expected: dollars(found.onDay(midnight)),
    }));
    return {
      ...answer,
      forecast: {
        ...found.over({ from: today, to: calendar.plusDays(today, days) }),
        ...found.basis,
        byDay,
        month: found.over(calendar.periodAround('monthly', now)),
      },
      reason: null,
    };
  }
}
