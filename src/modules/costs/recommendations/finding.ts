import type { ExactCost } from '../../../pricing/cost.js';
import type { CostedRun } from '../usage/costed-run.js';
import type { PricedSum } from '../usage/priced-usage.service.js';

export const recommendationKinds = [
  'cheaper_model',
  'cache_reuse',
  'failing_runs',
  'looping_runs',
  'oversized_context',
  'retries',
] as const;
export type RecommendationKind = (typeof recommendationKinds)[number];

/** What recommendations are made from. */
export interface CostEvidence {
  readonly from: Date;
  readonly to: Date;
  /** That ended in this time and told of model calls. */
  readonly runs: readonly CostedRun[];
  /** Of this time, by model and agent type (`keys`). */
  readonly usage: readonly PricedSum[];
}

/** Exact, of the period that was looked at. */
export interface Saving {
  readonly low: bigint;
  readonly expected: bigint;
  readonly high: bigint;
}

/** Something that costs more than it has to, as one of the rules has found it. */
export interface Finding {
  readonly kind: RecommendationKind;
  /** With the kind, what it is about: the same as long as that is the same. */
  readonly scope: Readonly<Record<string, string>>;
  readonly title: string;
  readonly runs: number;
  readonly calls: number;
  readonly numbers: Readonly<Record<string, number | string | null>>;
  readonly saving: Saving;
  /** What has to be true for the saving to come. */
  readonly assumption: string;
  /** Why it is believed. */
  readonly confidence: string;
  /** Questions to the API that show the numbers. */
  readonly links: readonly string[];
}

/** A run of which it is known what it is and what it cost. */
export type KnownRun = CostedRun & {
  readonly agentType: string;
  readonly cost: ExactCost;
  readonly inputCost: ExactCost;
  readonly failedCallsCost: ExactCost;
};

export function knownRuns(runs: readonly CostedRun[]): readonly KnownRun[] {
  return runs.filter((run): run is KnownRun => run.agentType !== null && run.cost !== null);
}
