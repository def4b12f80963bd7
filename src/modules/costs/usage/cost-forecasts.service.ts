import { Injectable } from '@nestjs/common';
import { type ExactCost, microUsd, usdText } from '../../../pricing/cost.js';
import type { PriceBook } from '../../../pricing/price-book.js';
import type { UsageSelection } from '../../../projections/model-usage/index.js';
import type { Calendar, TimeRange } from '../calendar.js';
import { CONFIDENCE, forecasterOf, type Forecaster } from '../domain/forecast.js';
import { beginOfHistory, type ForecastObstacle } from '../domain/forecast-history.js';
import { type DailyCost, dailyCosts } from './daily-costs.js';
import { PricedUsage } from './priced-usage.service.js';

/** Older days say little of the next ones. */
export const MOST_DAYS = 180;

export interface ForecastQuestion {
  readonly calendar: Calendar;
  readonly only: UsageSelection['only'];
  readonly book: PriceBook;
  /** Days before the day of this instant are known. */
  readonly until: Date;
}

/** A forecaster together with the days that it was made from. */
export class SpendingForecast {
  constructor(
    private readonly calendar: Calendar,
    readonly known: TimeRange,
    private readonly daily: readonly number[],
    private readonly forecaster: Forecaster,
  ) {}

  /** Of a range from midnight to midnight: what was spent on its known days, and what is expected of the others. */
  over({ from, to }: TimeRange) {
    const [first, last] = [this.index(from), this.index(to)];
    const next = Math.min(Math.max(first, this.daily.length), last);
    const spent = this.daily.slice(Math.max(0, first), Math.max(0, next)).reduce((sum, value) => sum + value, 0);
    const { expected, low, high } = this.forecaster.sum(next, last);
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      expected: dollars(spent + expected),
      low: low === null ? null : dollars(spent + low),
      high: high === null ? null : dollars(spent + high),
    };
  }

  /** What is expected of the day of this midnight, in dollars. */
  onDay(midnight: Date): number {
    return this.forecaster.day(this.index(midnight));
  }

  get basis() {
    const { method, backTest } = this.forecaster;
    const { from, to } = this.known;
    return {
      method,
      confidence: CONFIDENCE,
      basedOn: { from: from.toISOString(), to: to.toISOString(), days: this.daily.length },
      backTest: {
        folds: backTest.folds,
        horizonDays: backTest.horizonDays,
        meanAbsoluteError: dollars(backTest.meanAbsoluteError),
        relativeError: backTest.relativeError === null ? null : Math.round(backTest.relativeError * 10_000) / 10_000,
      },
    };
  }

  private index(midnight: Date): number {
    return this.calendar.daysBetween(this.known.from, midnight);
  }
}

/** Reads what was spent by day and forecasts from it. */
@Injectable()
export class CostForecasts {
  constructor(private readonly usage: PricedUsage) {}

  /** Undefined: there is not enough data. */
  async from(question: ForecastQuestion): Promise<SpendingForecast | undefined> {
    const found = await this.orWhyNot(question);
    return typeof found === 'string' ? undefined : found;
  }

  async orWhyNot({ calendar, only, book, until }: ForecastQuestion): Promise<SpendingForecast | ForecastObstacle> {
    const end = calendar.startOfDay(until);
    const range = { from: calendar.plusDays(end, -MOST_DAYS), to: end };
    const starts = calendar.starts('daily', range);
    const sums = await (await this.usage.of({ ...range, only }, book)).sum([], starts);
    return forecastFrom(calendar, dailyCosts(starts, sums), end);
  }
}

/** From the last of these days, which follow each other and end with the midnight. */
export function forecastFrom(
  calendar: Calendar,
  days: readonly DailyCost[],
  end: Date,
): SpendingForecast | ForecastObstacle {
  const last = days.slice(-MOST_DAYS);
  // What nobody has a price of is no 0 dollars.
  const first = beginOfHistory(last.map(({ calls, unpricedCalls }) => calls - unpricedCalls));
  if (first === 'no_use') return last.some(({ calls }) => calls > 0) ? 'unpriced' : 'no_use';
  if (first === 'paused') return 'paused';
  const known = last.slice(first);
  const daily = known.map(({ exact }) => Number(microUsd(exact as ExactCost)) / 1e6);
  const begin = known[0]!.from;
  const forecaster = forecasterOf({ values: daily, firstWeekday: calendar.weekday(begin) });
  return forecaster ? new SpendingForecast(calendar, { from: begin, to: end }, daily, forecaster) : 'too_few_days';
}

/** Six places, as all money. */
export function dollars(value: number): string {
  return usdText(BigInt(Math.round(value * 1e6)));
}
