import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BudgetData } from '../../../../events/budget.events.js';
import type { Clock } from '../../../../kernel/clock.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import { CLOCK } from '../../../../platform/runtime/tokens.js';
import { type ExactCost, microUsd, usdText } from '../../../../pricing/cost.js';
import type { PriceBook } from '../../../../pricing/price-book.js';
import { PROJECTED_FOR_MINUTES } from '../../budgets/budget-rules.js';
import { presentBudget } from '../../budgets/budget.response.js';
import { CurrentBudgets } from '../../budgets/current-budgets.service.js';
import { selectedBy } from '../../budgets/budget-uses.service.js';
import { Calendar, type TimeRange } from '../../calendar.js';
import { CurrentPrices } from '../../current-prices.service.js';
import {
  eventfulDays,
  type RehearsedDay,
  rehearsed,
  type RehearsedPeriod,
  type SpentPeriod,
} from '../../domain/budget-rehearsal.js';
import { assertBudget, findBudget } from '../../domain/budgets.decider.js';
import { usedRatioOf } from '../../domain/used-ratio.js';
import { forecastFrom, MOST_DAYS } from '../../usage/cost-forecasts.service.js';
import { microOfDecimal } from '../../usage/cost-sums.js';
import { type DailyCost, dailyCosts } from '../../usage/daily-costs.js';
import { PricedUsage } from '../../usage/priced-usage.service.js';
import { quartersOf } from './quarters-of-days.js';
import { RehearseBudget } from './rehearse-budget.query.js';
import { rehearsedBudgetOf, rehearsedRangeOf } from './rehearse-budget.request.js';
import type { BudgetRehearsal } from './rehearse-budget.response.js';

interface PastPeriod extends SpentPeriod, TimeRange {
  readonly unpricedCalls: number;
}

@QueryHandler(RehearseBudget)
export class RehearseBudgetHandler implements IQueryHandler<RehearseBudget> {
  constructor(
    private readonly budgets: CurrentBudgets,
    private readonly prices: CurrentPrices,
    private readonly usage: PricedUsage,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ asked }: RehearseBudget): Promise<BudgetRehearsal> {
    const now = this.clock.now();
    const budget = rehearsedBudgetOf(asked, await this.known(asked.budget));
    assertBudget(budget);
    const calendar = new Calendar(budget.timeZone, 'timeZone');
    const prices = await this.prices.choose();
    const periods = await this.past(calendar, budget, prices.book, rehearsedRangeOf(asked, now), now);
    const plan = {
      amount: microOfDecimal(budget.amountUsd),
      warnPercent: budget.warnPercent,
      projectedForMs: PROJECTED_FOR_MINUTES * 60_000,
    };
    const quarters = await quartersOf(
      eventfulDays(periods, plan),
      calendar,
      await this.usage.of({ ...spanOf(periods), only: selectedBy(budget.scope) }, prices.book),
    );
    const outcomes = rehearsed(periods, quarters, plan);
    const { id: _id, channels: _channels, ...shown } = presentBudget('', budget);
    const { from, to } = spanOf(periods);
    return {
      budget: shown,
      from: from.toISOString(),
      to: to.toISOString(),
      currency: 'USD',
      periods: periods.map((period, index) => presentPeriod(period, outcomes[index]!, plan.amount, now)),
      alerts: outcomes.reduce((sum, { alerts }) => sum + alerts, 0),
      periodsUsedUp: outcomes.filter(({ usedUpAt }) => usedUpAt !== null).length,
      priceBook: prices.name,
    };
  }

  private async known(reference: string | undefined): Promise<BudgetData | undefined> {
    if (reference === undefined) return undefined;
    const found = findBudget(await this.budgets.read(), reference);
    if (found) return found[1];
    const message = `no budget is called ${reference}; GET /api/cost/budgets names them`;
    throw new DomainError('BUDGET_UNKNOWN', message, { fault: 'not_found' });
  }

  /** The periods that the range touches, each as a whole, with what was spent and foreseen day by day. */
  private async past(
    calendar: Calendar,
    { period, scope }: BudgetData,
    book: PriceBook,
    range: TimeRange,
    now: Date,
  ): Promise<readonly PastPeriod[]> {
    const first = calendar.periodAround(period, range.from).from;
    const last = calendar.periodAround(period, new Date(range.to.getTime() - 1));
    const end = last.to < now ? last.to : now;
    const known = { from: calendar.plusDays(first, -MOST_DAYS), to: end };
    const starts = calendar.starts('daily', known);
    const sums = await (await this.usage.of({ ...known, only: selectedBy(scope) }, book)).sum([], starts);
    const days = dailyCosts(starts, sums);
    const periods: PastPeriod[] = [];
    for (const from of calendar.starts(period, { from: first, to: end })) {
      const { to } = calendar.periodAround(period, from);
      const within = days.flatMap((day, index) => (day.from >= from && day.from < to ? [index] : []));
      const foreseen: RehearsedDay[] = [];
      for (const index of within) {
        foreseen.push(foreseenOn(calendar, days, index, { from, to }, end));
        // A forecast for each day is work for a while: others have their turn in between.
        await nextTurn();
      }
      const unpricedCalls = within.reduce((calls, index) => calls + days[index]!.unpricedCalls, 0);
      periods.push({ from, to, days: foreseen, unpricedCalls });
    }
    return periods;
  }
}

function spanOf(periods: readonly PastPeriod[]): TimeRange {
  return { from: periods[0]!.from, to: periods.at(-1)!.to };
}

/** By what was known at the beginning of the day: what happened before it. */
function foreseenOn(
  calendar: Calendar,
  days: readonly DailyCost[],
  index: number,
  period: TimeRange,
  end: Date,
): RehearsedDay {
  const { from, exact } = days[index]!;
  const forecast = forecastFrom(calendar, days.slice(0, index), from);
  return {
    from,
    to: days[index + 1]?.from ?? end,
    exact,
    expected: typeof forecast === 'string' ? undefined : microOfDecimal(forecast.over(period).expected),
  };
}

function presentPeriod(
  { from, to, days, unpricedCalls }: PastPeriod,
  { crossings, usedUpAt, projectedBreachAt, alerts }: RehearsedPeriod,
  amount: bigint,
  now: Date,
): BudgetRehearsal['periods'][number] {
  const spent = microUsd(days.reduce((sum, { exact }) => sum + exact, 0n) as ExactCost);
  const time = (at: Date | null) => at?.toISOString() ?? null;
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    isOver: to <= now,
    spent: usdText(spent),
    usedRatio: usedRatioOf(spent, amount),
    unpricedCalls,
    crossings: crossings.map(({ percent, at }) => ({ percent, at: time(at) })),
    usedUpAt: time(usedUpAt),
    projectedBreachAt: time(projectedBreachAt),
    alerts,
  };
}
