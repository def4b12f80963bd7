import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { costOf, type ExactCost } from '../../../pricing/cost.js';
import { type CrossedPeriod, crossedPeriods } from '../../../pricing/crossed-periods.js';
import type { Price, PriceBook, PricedModel } from '../../../pricing/price-book.js';
import { pricePeriods } from '../../../pricing/price-periods.js';
import type { Usage } from '../../../pricing/rates.js';
import {
  ListUsedModels,
  SumModelUsage,
  type UsageDimension,
  type UsagePeriod,
  type UsageSelection,
  type UsageSum,
} from '../../../projections/model-usage/index.js';

/** What is supposed of usage: another model, other tokens, or both. */
export interface Supposition {
  readonly modelOf: (recorded: PricedModel) => PricedModel;
  readonly usageOf: (recorded: Usage) => Usage;
}

/** Usage with what it cost, and what it would have cost. */
export interface TwicePricedSum extends Omit<UsageSum, 'period'> {
  readonly model: PricedModel;
  readonly price: Price;
  readonly supposedModel: PricedModel;
  readonly supposedPrice: Price;
  /** Null: it has no price. */
  readonly actual: ExactCost | null;
  readonly hypothetical: ExactCost | null;
}

type Stretch = UsagePeriod & CrossedPeriod & { readonly supposedModel: PricedModel };

/** Usage of one selection at recorded and at supposed prices. */
export class UsageAtTwoPrices {
  constructor(
    private readonly queries: QueryBus,
    private readonly selection: UsageSelection,
    private readonly stretches: readonly Stretch[],
    private readonly usageOf: Supposition['usageOf'],
  ) {}

  async sum(by: readonly UsageDimension[], bucketStarts?: readonly Date[]): Promise<readonly TwicePricedSum[]> {
    const starts = bucketStarts ?? [this.selection.from];
    const sums = await this.queries.execute(
      new SumModelUsage(this.selection, { periods: this.stretches, by, bucketStarts: starts }),
    );
    return sums.map(({ period, ...sum }) => {
      const {
        price,
        otherPrice: supposedPrice,
        supposedModel,
        fromMs: _from,
        toMs: _to,
        ...model
      } = this.stretches[period]!;
      return {
        ...sum,
        model,
        price,
        supposedModel,
        supposedPrice,
        actual: price.priced ? costOf(sum.usage, price.rates) : null,
        hypothetical: supposedPrice.priced ? costOf(this.usageOf(sum.usage), supposedPrice.rates) : null,
      };
    });
  }
}

/** Prices recorded usage anew, as if something had been otherwise. Each call at the prices of its own time. */
@Injectable()
export class HypotheticalUsage {
  constructor(private readonly queries: QueryBus) {}

  async of(selection: UsageSelection, book: PriceBook, { modelOf, usageOf }: Supposition): Promise<UsageAtTwoPrices> {
    const models = await this.queries.execute(new ListUsedModels(selection));
    const [from, to] = [selection.from.getTime(), selection.to.getTime()];
    const stretches = models.flatMap((model) => {
      const supposedModel = modelOf(model);
      return crossedPeriods(pricePeriods(book, model, from, to), pricePeriods(book, supposedModel, from, to)).map(
        (period): Stretch => ({ ...model, ...period, supposedModel }),
      );
    });
    return new UsageAtTwoPrices(this.queries, selection, stretches, usageOf);
  }
}
