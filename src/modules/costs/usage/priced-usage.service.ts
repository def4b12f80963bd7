import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { costOf, type ExactCost } from '../../../pricing/cost.js';
import type { Price, PriceBook, PricedModel } from '../../../pricing/price-book.js';
import { type PricePeriod, pricePeriods } from '../../../pricing/price-periods.js';
import {
  ListUsedModels,
  SumModelUsage,
  type UsageDimension,
  type UsagePeriod,
  type UsageSelection,
  type UsageSum,
} from '../../../projections/model-usage/index.js';

/** Usage with what it cost. */
export interface PricedSum extends Omit<UsageSum, 'period'> {
  readonly model: PricedModel;
  readonly price: Price;
  /** Null: it has no price. */
  readonly cost: ExactCost | null;
}

/** Usage of one selection at the prices of one book; how it is told apart is asked again and again. */
export class UsageAtPrices {
  constructor(
    private readonly queries: QueryBus,
    private readonly selection: UsageSelection,
    private readonly periods: readonly (UsagePeriod & { readonly price: Price })[],
  ) {}

  async sum(by: readonly UsageDimension[], bucketStarts?: readonly Date[]): Promise<readonly PricedSum[]> {
    const starts = bucketStarts ?? [this.selection.from];
    const sums = await this.queries.execute(
      new SumModelUsage(this.selection, { periods: this.periods, by, bucketStarts: starts }),
    );
    return sums.map(({ period, ...sum }) => {
      const { price, ...model } = this.periods[period]!;
      return { ...sum, model, price, cost: price.priced ? costOf(sum.usage, price.rates) : null };
    });
  }
}

/** Prices of a model over a range, which are asked for again and again by gauges and budgets. */
const MOST_REMEMBERED = 5_000;

/** Brings usage and prices together. */
@Injectable()
export class PricedUsage {
  private readonly remembered = new WeakMap<PriceBook, Map<string, readonly PricePeriod[]>>();

  constructor(private readonly queries: QueryBus) {}

  async of(selection: UsageSelection, book: PriceBook): Promise<UsageAtPrices> {
    const models = await this.queries.execute(new ListUsedModels(selection));
    const [from, to] = [selection.from.getTime(), selection.to.getTime()];
    const periods = models.flatMap((model) =>
      this.periodsOf(book, model, from, to).map((period) => ({ ...model, ...period })),
    );
    return new UsageAtPrices(this.queries, selection, periods);
  }

  private periodsOf(book: PriceBook, model: PricedModel, from: number, to: number): readonly PricePeriod[] {
    let known = this.remembered.get(book);
    if (!known || known.size >= MOST_REMEMBERED) this.remembered.set(book, (known = new Map()));
    const key = JSON.stringify([model.model, model.provider, model.mode, model.contextBand, from, to]);
    const periods = known.get(key) ?? pricePeriods(book, model, from, to);
    known.set(key, periods);
    return periods;
  }
}
