import { Query } from '@nestjs/cqrs';
import type { Usage } from '../../pricing/rates.js';
import type { RunPricePeriod } from './list-run-models.query.js';
import type { RunOutcome } from './run-life.js';
import type { RunSelection } from './run-selection.js';

/** What a run used in one period, in calls that failed or in those that did not. */
export interface RunUsagePart {
  /** Index of the period. */
  readonly period: number;
  readonly failed: boolean;
  readonly calls: number;
  readonly usage: Usage;
}

/** A run that is over and that told of model calls. */
export interface RunWithUsage {
  readonly agentId: string;
  readonly agentType: string | null;
  readonly model: string | null;
  readonly outcome: RunOutcome;
  readonly errorClass: string | null;
  readonly calls: number;
  readonly failedCalls: number;
  readonly retries: number;
  readonly toolCalls: number;
  readonly failedToolCalls: number;
  readonly parts: readonly RunUsagePart[];
}

export interface RunsWithUsage {
  /** Later than asked for where there are more runs than `most`. */
  readonly from: Date;
  readonly runs: readonly RunWithUsage[];
}

/** What each of the latest runs that are over used. */
export class ListRunUsage extends Query<RunsWithUsage> {
  constructor(
    readonly selection: RunSelection,
    readonly periods: readonly RunPricePeriod[],
    readonly most: number,
  ) {
    super();
  }
}
