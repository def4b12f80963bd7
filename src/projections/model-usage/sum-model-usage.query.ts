import { Query } from '@nestjs/cqrs';
import type { PricedModel } from '../../pricing/price-book.js';
import type { Usage } from '../../pricing/rates.js';
import type { UsageDimension, UsageSelection } from './usage-selection.js';

/** A time in which a model has one price; whole quarters of an hour, `toMs` exclusive. */
export interface UsagePeriod extends PricedModel {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How usage is told apart. */
export interface UsageGrouping {
  /** Usage outside of all of them is left out. No two of one model overlap. */
  readonly periods: readonly UsagePeriod[];
  readonly by: readonly UsageDimension[];
  /** Where stretches of time begin, ascending, the first not after the selection: `bucket` is their index. */
  readonly bucketStarts: readonly Date[];
}

/** Sums of usage that has one price. */
export interface UsageSum {
  /** Index of its period. */
  readonly period: number;
  readonly bucket: number;
  /** One text for each dimension asked for, in their order; empty: nobody says. */
  readonly keys: readonly string[];
  readonly calls: number;
  readonly failedCalls: number;
  /** What the price is about: of calls whose cached parts exceed their input, the input is taken to be those parts. */
  readonly usage: Usage;
  /** Input and output, as reported. */
  readonly tokens: bigint;
  /** A plain decimal: what the agents themselves reckoned, and for how many calls. */
  readonly reportedCostUsd: string;
  readonly callsWithReportedCost: number;
  /** Whether all of these calls came with the agent's own reckoning, so that the two can be compared. */
  readonly allReported: boolean;
}

/** What was used, summed by price and by what is asked for: costs come of it without a look at single calls. */
export class SumModelUsage extends Query<readonly UsageSum[]> {
  constructor(
    readonly selection: UsageSelection,
    readonly grouping: UsageGrouping,
  ) {
    super();
  }
}
