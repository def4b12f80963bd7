import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Clock } from '../../../../kernel/clock.js';
import { canonicalJson } from '../../../../kernel/canonical-json.js';
import { present } from '../../../../kernel/present.js';
import { CLOCK } from '../../../../platform/runtime/tokens.js';
import type { UsageDimension } from '../../../../projections/model-usage/index.js';
import { BudgetUses, selectedBy } from '../../budgets/budget-uses.service.js';
import type { ReportBudget } from '../../budgets/budget.response.js';
import { mostUsed } from '../../budgets/most-used.js';
import { CurrentBudgets } from '../../budgets/current-budgets.service.js';
import { Calendar, earlierOf, overBy, type TimeRange } from '../../calendar.js';
import type { ReportForecast } from '../../cost-forecast.response.js';
import { type ChosenPrices, CurrentPrices } from '../../current-prices.service.js';
import { CostForecasts } from '../../usage/cost-forecasts.service.js';
import { addUsage, type CostSum, costText, nothing, reportedCosts } from '../../usage/cost-sums.js';
import { PricedUsage, type UsageAtPrices } from '../../usage/priced-usage.service.js';
import { amountsOf, groupsOf, rowOf, rowsOf, toldBy, unpricedOf } from './cost-rows.js';
import type { CostReport } from './cost-report.response.js';
import { seriesOf } from './cost-series.js';
import { ReportCosts } from './report-costs.query.js';
import { costDimensions, onlyOf, rangeOf, type ReportCostsQuery } from './report-costs.request.js';

/** What the rows of every report tell apart: read once, since each reading goes through all the usage of the range. */
const told: readonly UsageDimension[] = ['model', 'agentType', 'epic', 'story', 'pullRequest'];

@QueryHandler(ReportCosts)
export class ReportCostsHandler implements IQueryHandler<ReportCosts> {
  constructor(
    private readonly prices: CurrentPrices,
    private readonly usage: PricedUsage,
    private readonly forecasts: CostForecasts,
    private readonly budgets: CurrentBudgets,
    private readonly uses: BudgetUses,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ asked }: ReportCosts): Promise<CostReport> {
    const now = this.clock.now();
    // As of an instant that is to come, it is what is known now.
    const then = asked.asOf === undefined ? undefined : earlierOf(new Date(asked.asOf), now);
    const whole = rangeOf(asked, then ?? now);
    // What happened after the instant belongs to no report as of it.
    const range = then ? overBy(whole, then) : whole;
    const calendar = new Calendar(asked.tz);
    const prices = await this.prices.choose(then?.toISOString());
    const usage = await this.usage.of({ ...range, only: onlyOf(asked) }, prices.book);
    const groupedBy = asked.groupBy?.map((name) => costDimensions[name]);
    const isTold = groupedBy?.every((dimension) => told.includes(dimension));
    const [works, periods, groupedApart, series, forecast, budget] = await Promise.all([
      usage.sum(told),
      this.periods(usage, calendar, asked, range),
      groupedBy && !isTold ? usage.sum(groupedBy) : undefined,
      this.series(usage, calendar, asked, range),
      this.forecast(asked, calendar, whole, prices, then ?? now),
      this.budget(asked, whole, then),
    ]);
    const all = works.reduce(addUsage, nothing);
    const total = all.cost;
    const groups = groupedBy && (groupedApart ?? toldBy(works, told, groupedBy));
    const by = (name: UsageDimension) => rowsOf(toldBy(works, told, [name]), total);
    const unattributed = toldBy(works, told, ['epic', 'story', 'pullRequest'])
      .filter(({ keys }) => keys.every((key) => key === ''))
      .reduce(addUsage, nothing);
    const { cost: _cost, ...counts } = amountsOf(all);
    return {
      from: range.from.toISOString(),
      to: range.to.toISOString(),
      timeZone: asked.tz,
      period: asked.period,
      currency: 'USD',
      total: costText(total),
      ...counts,
      byModel: by('model'),
      byAgentType: by('agentType'),
      byEpic: by('epic').filter(({ key }) => key !== null),
      byStory: by('story').filter(({ key }) => key !== null),
      unattributed: rowOf(null, unattributed, total),
      periods,
      ...(groups && asked.groupBy ? groupsOf(groups, asked.groupBy, total) : { groups: null, otherGroups: null }),
      series,
      unpriced: unpricedOf(works),
      reported: reportedCosts(works),
      forecast,
      budget,
      priceBook: prices.name,
    };
  }

  private async periods(usage: UsageAtPrices, calendar: Calendar, asked: ReportCostsQuery, range: TimeRange) {
    const starts = calendar.starts(asked.period, range);
    const sums = starts.map((): CostSum => nothing);
    for (const sum of await usage.sum([], starts)) sums[sum.bucket] = addUsage(sums[sum.bucket]!, sum);
    return starts.map((from, index) => ({
      from: from.toISOString(),
      to: (starts[index + 1] ?? range.to).toISOString(),
      ...amountsOf(sums[index]!),
    }));
  }

  private async series(usage: UsageAtPrices, calendar: Calendar, asked: ReportCostsQuery, range: TimeRange) {
    if (asked.seriesBy === undefined) return null;
    const starts = calendar.starts(asked.period, range);
    const sums = await usage.sum([costDimensions[asked.seriesBy]], starts);
    return seriesOf(sums, asked.seriesBy, starts.length);
  }

  private async forecast(
    asked: ReportCostsQuery,
    calendar: Calendar,
    range: TimeRange,
    { book }: ChosenPrices,
    now: Date,
  ): Promise<ReportForecast | null> {
    // What is known of the future are whole days.
    if (asked.period === 'hourly') return null;
    const isOver = range.to <= now;
    const until = isOver ? range.to : now;
    const found = await this.forecasts.from({ calendar, only: onlyOf(asked), book, until });
    if (!found) return null;
    const last = calendar.periodAround(asked.period, new Date(range.to.getTime() - 1));
    const next = calendar.periodAround(asked.period, last.to);
    return { ...found.over(next), ...found.basis, current: isOver ? null : found.over(last) };
  }

  /** Of several that fit, the one of which the greatest part is used; of those, the first by name. */
  private async budget(
    asked: ReportCostsQuery,
    { to }: TimeRange,
    then: Date | undefined,
  ): Promise<ReportBudget | null> {
    const selected = canonicalJson(present({ ...onlyOf(asked) }));
    const known = await (then ? this.budgets.knownAt(then) : this.budgets.read());
    const fitting = [...known].filter(
      ([, { period, scope }]) => period === asked.period && canonicalJson(selectedBy(scope)) === selected,
    );
    const moment = new Date(to.getTime() - 1);
    const uses = await Promise.all(fitting.map(([id, budget]) => this.uses.at(id, budget, moment, then)));
    return mostUsed(uses);
  }
}
