import { Command } from '@nestjs/cqrs';
import type { PriceData } from '../../../../events/price-book.events.js';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { WrittenPrice } from './set-price.request.js';

/** Sets a price, or changes that of the same model, provider, mode and beginning. */
export class SetPrice extends Command<WrittenPrice> {
  constructor(
    readonly price: PriceData,
    readonly context: CommandContext,
  ) {
    super();
  }
}
