import { Inject, Injectable } from '@nestjs/common';
import type { BudgetData } from '../../../events/budget.events.js';
import type { Clock } from '../../../kernel/clock.js';
import { CLOCK } from '../../../platform/runtime/tokens.js';
import { type ExactCost, microUsd, usdText } from '../../../pricing/cost.js';
import type { PriceBook } from '../../../pricing/price-book.js';
import type { UsageSelection } from '../../../projections/model-usage/index.js';
import { Calendar, overBy, type TimeRange } from '../calendar.js';
import { CurrentPrices } from '../current-prices.service.js';
import { usedRatioOf } from '../domain/used-ratio.js';
import { CostForecasts, type SpendingForecast } from '../usage/cost-forecasts.service.js';
import { addUsage, microOfDecimal, nothing } from '../usage/cost-sums.js';
import { PricedUsage } from '../usage/priced-usage.service.js';
import { type BudgetStatus, presentBudget, type ReportBudget } from './budget.response.js';

type Scope = BudgetData['scope'];

const dimensions = {
  model: 'model',
  agent_type: 'agentType',
  epic: 'epic',
  story: 'story',
  pull_request: 'pullRequest',
  team: 'team',
} as const;

/** The usage that counts against a budget. */
export function selectedBy({ kind, value }: Scope): NonNullable<UsageSelection['only']> {
  return kind === 'all' || value === null ? {} : { [dimensions[kind]]: [value] };
}

/** What is used of budgets, and what will be. */
@Injectable()
export class BudgetUses {
  constructor(
    private readonly prices: CurrentPrices,
    private readonly usage: PricedUsage,
    private readonly forecasts: CostForecasts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** In the period of the budget that has this moment in it; as of `then`, what was used by then at the prices known then. */
  async at(id: string, budget: BudgetData, moment: Date, then?: Date): Promise<ReportBudget> {
    const range = new Calendar(budget.timeZone).periodAround(budget.period, moment);
    const { name, amountUsd: amount } = budget;
    const { book } = await this.prices.choose(then?.toISOString());
    const { days: _days, ...use } = await this.used(budget, range, book, then && overBy(range, then).to);
    return { id, name, amount, ...use };
  }

  /** In the current period, day by day, and at its end. */
  now(id: string, budget: BudgetData): Promise<BudgetStatus> {
    return this.status(id, budget, this.clock.now());
  }

  /** The same, as it was at a moment: with what was used by then, at the prices known then. */
  knownAt(id: string, budget: BudgetData, moment: Date): Promise<BudgetStatus> {
    const now = this.clock.now();
    return moment < now ? this.status(id, budget, moment, moment) : this.status(id, budget, now);
  }

  private async status(id: string, budget: BudgetData, now: Date, until?: Date): Promise<BudgetStatus> {
    const calendar = new Calendar(budget.timeZone);
    const range = calendar.periodAround(budget.period, now);
    const { book } = await this.prices.choose(until?.toISOString());
    const [{ days, ...use }, forecast] = await Promise.all([
      this.used(budget, range, book, until),
      this.forecasts.from({ calendar, only: selectedBy(budget.scope), book, until: now }),
    ]);
    const amount = microOfDecimal(budget.amountUsd);
    const past = days.filter(({ from }) => from <= now);
    return {
      ...presentBudget(id, budget),
      ...use,
      burnDown: past.map(({ from, used }) => ({
        from: from.toISOString(),
        used: usdText(used),
        remaining: usdText(amount - used),
      })),
      projected: forecast ? projectedBy(forecast, range, past.at(-1)?.used ?? 0n, amount) : null,
      breach: breachOf(days, amount, now, forecast),
    };
  }

  private async used(budget: BudgetData, range: TimeRange, book: PriceBook, until = range.to) {
    const starts = new Calendar(budget.timeZone).starts('daily', range);
    const sums = await (
      await this.usage.of({ from: range.from, to: until, only: selectedBy(budget.scope) }, book)
    ).sum([], starts);
    const byDay = starts.map(() => nothing);
    for (const sum of sums) byDay[sum.bucket] = addUsage(byDay[sum.bucket]!, sum);
    let exact = 0n;
    const days = starts.map((from, index) => {
      exact += byDay[index]!.cost ?? 0n;
      return { from, used: microUsd(exact as ExactCost) };
    });
    const amount = microOfDecimal(budget.amountUsd);
    const used = microUsd(exact as ExactCost);
    return {
      from: range.from.toISOString(),
      to: range.to.toISOString(),
      used: usdText(used),
      usedRatio: usedRatioOf(used, amount),
      remaining: usdText(amount - used),
      unpricedCalls: sums.reduce((calls, sum) => calls + (sum.cost === null ? sum.calls : 0), 0),
      days,
    };
  }
}

type Day = { readonly from: Date; readonly used: bigint };

function projectedBy(
  forecast: SpendingForecast,
  range: TimeRange,
  used: bigint,
  amount: bigint,
): BudgetStatus['projected'] {
  const { expected, low, high } = forecast.over(range);
  // What is spent is spent, also where less was expected of today.
  const atLeast = (text: string) => (microOfDecimal(text) > used ? microOfDecimal(text) : used);
  return {
    expected: usdText(atLeast(expected)),
    low: low === null ? null : usdText(atLeast(low)),
    high: high === null ? null : usdText(atLeast(high)),
    remaining: usdText(amount - atLeast(expected)),
  };
}

/** The first day at whose end the amount is used up. */
function breachOf(
  days: readonly Day[],
  amount: bigint,
  now: Date,
  forecast: SpendingForecast | undefined,
): BudgetStatus['breach'] {
  const past = days.filter(({ from }) => from <= now);
  const happened = past.find(({ used }) => used >= amount);
  if (happened) return { day: happened.from.toISOString(), projected: false };
  if (!forecast) return null;
  // Days of the past are known; of today, what is expected in all.
  let spent = Number(past.at(-2)?.used ?? 0n) / 1e6;
  for (const { from } of days.slice(Math.max(0, past.length - 1))) {
    spent += forecast.onDay(from);
    if (spent * 1e6 >= Number(amount)) return { day: from.toISOString(), projected: true };
  }
  return null;
}
