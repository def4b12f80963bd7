import { Query } from '@nestjs/cqrs';
import type { Usage } from '../../pricing/rates.js';
import type { RunPricePeriod } from './list-run-models.query.js';
import type { RunDimension } from './report-agents.query.js';
import type { RunOutcome } from './run-life.js';
import type { RunSelection } from './run-selection.js';

interface RunsOfKey {
  /** Null: nobody says. */
  readonly key: string | null;
  readonly outcome: RunOutcome;
}

/** Of runs that told of model calls: those of which every call has a price, and the others. */
export interface PricedRunCounts extends RunsOfKey {
  readonly priced: number;
  readonly unpriced: number;
}

/** What runs used of which every call has a price. */
export interface RunUsageSum extends RunsOfKey {
  /** Index of the period. */
  readonly period: number;
  readonly usage: Usage;
}

export interface RunUsageSums {
  readonly counts: readonly PricedRunCounts[];
  readonly sums: readonly RunUsageSum[];
}

/** What runs used, by what is asked for and by their outcome: costs come of it without a look at single runs. */
export class SumRunUsage extends Query<RunUsageSums> {
  constructor(
    readonly selection: RunSelection,
    readonly by: RunDimension,
    readonly periods: readonly RunPricePeriod[],
  ) {
    super();
  }
}
