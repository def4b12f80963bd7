import { Query } from '@nestjs/cqrs';
import type { PricedModel } from '../../pricing/price-book.js';
import type { RunSelection } from './run-selection.js';

/** A time in which a model has one price, or none; whole quarters of an hour, `toMs` exclusive. */
export interface RunPricePeriod extends PricedModel {
  readonly fromMs: number;
  readonly toMs: number;
  readonly priced: boolean;
}

/** What some runs used of a model, and when: whole UTC days. */
export interface RunModel extends PricedModel {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

/** What the runs used of all that can have a price of its own: also before the period that they count in. */
export class ListRunModels extends Query<readonly RunModel[]> {
  constructor(readonly selection: RunSelection) {
    super();
  }
}
