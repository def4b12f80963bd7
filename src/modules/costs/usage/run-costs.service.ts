import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { costOf, type ExactCost } from '../../../pricing/cost.js';
import type { Price, PriceBook } from '../../../pricing/price-book.js';
import { pricePeriods } from '../../../pricing/price-periods.js';
import {
  ListRunModels,
  ListRunUsage,
  type RunDimension,
  type RunPricePeriod,
  type RunSelection,
  SumRunUsage,
} from '../../../projections/agent-runs/index.js';
import { type CostedRun, costedRun } from './costed-run.js';

/** What runs cost of which every call has a price. */
export interface RunCostSum {
  readonly pricedRuns: number;
  /** They told of model calls, of which some have no price. */
  readonly unpricedRuns: number;
  /** Of all of them, open ones included. Null: there are none. */
  readonly cost: ExactCost | null;
  /** Of those that ended. */
  readonly endedCost: ExactCost;
  readonly succeeded: number;
}

export interface CostedRuns {
  /** They are all that ended from then on. */
  readonly from: Date;
  readonly runs: readonly CostedRun[];
}

type Period = RunPricePeriod & { readonly price: Price };

const none: RunCostSum = {
  pricedRuns: 0,
  unpricedRuns: 0,
  cost: null,
  endedCost: 0n as ExactCost,
  succeeded: 0,
};

/** Brings runs and prices together: what a run cost is what its calls cost when they were made. */
@Injectable()
export class RunCosts {
  constructor(private readonly queries: QueryBus) {}

  /** By key; null: nobody says. */
  async by(
    by: RunDimension,
    selection: RunSelection,
    book: PriceBook,
  ): Promise<ReadonlyMap<string | null, RunCostSum>> {
    const periods = await this.periodsOf(selection, book);
    const { counts, sums } = await this.queries.execute(new SumRunUsage(selection, by, periods));
    const found = new Map<string | null, RunCostSum>();
    for (const { key, outcome, priced, unpriced } of counts) {
      const sum = found.get(key) ?? none;
      found.set(key, {
        ...sum,
        pricedRuns: sum.pricedRuns + priced,
        unpricedRuns: sum.unpricedRuns + unpriced,
        succeeded: sum.succeeded + (outcome === 'succeeded' ? priced : 0),
      });
    }
    for (const { key, outcome, period, usage } of sums) {
      const sum = found.get(key) ?? none;
      const { price } = periods[period]!;
      const cost = price.priced ? costOf(usage, price.rates) : 0n;
      found.set(key, {
        ...sum,
        cost: ((sum.cost ?? 0n) + cost) as ExactCost,
        endedCost: (outcome === 'open' ? sum.endedCost : sum.endedCost + cost) as ExactCost,
      });
    }
    return found;
  }

  /** The latest runs that are over, at most so many. */
  async latest(most: number, selection: RunSelection, book: PriceBook): Promise<CostedRuns> {
    const periods = await this.periodsOf(selection, book);
    const { from, runs } = await this.queries.execute(new ListRunUsage(selection, periods, most));
    return { from, runs: runs.map((run) => costedRun(run, (period) => periods[period]!.price)) };
  }

  private async periodsOf(selection: RunSelection, book: PriceBook): Promise<readonly Period[]> {
    const models = await this.queries.execute(new ListRunModels(selection));
    return models.flatMap((model) =>
      pricePeriods(book, model, model.fromMs, model.toMs).map((period) => ({
        ...model,
        ...period,
        priced: period.price.priced,
      })),
    );
  }
}

export function addRunCosts(one: RunCostSum | undefined, other: RunCostSum): RunCostSum {
  if (!one) return other;
  return {
    pricedRuns: one.pricedRuns + other.pricedRuns,
    unpricedRuns: one.unpricedRuns + other.unpricedRuns,
    cost: one.cost === null && other.cost === null ? null : (((one.cost ?? 0n) + (other.cost ?? 0n)) as ExactCost),
    endedCost: (one.endedCost + other.endedCost) as ExactCost,
    succeeded: one.succeeded + other.succeeded,
  };
}
