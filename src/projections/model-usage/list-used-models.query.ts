import { Query } from '@nestjs/cqrs';
import type { PricedModel } from '../../pricing/price-book.js';
import type { UsageSelection } from './usage-selection.js';

/** What was used of all that can have a price of its own, in the order of its names. */
export class ListUsedModels extends Query<readonly PricedModel[]> {
  constructor(readonly selection: UsageSelection) {
    super();
  }
}
