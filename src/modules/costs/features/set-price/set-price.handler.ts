import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Ids } from '../../../../kernel/ids.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { IDS } from '../../../../platform/runtime/tokens.js';
import { priceBookDecider, priceBookStream, priceIdOf } from '../../domain/price-book.decider.js';
import { presentPrice } from '../../price.response.js';
import { SetPrice } from './set-price.command.js';
import type { WrittenPrice } from './set-price.request.js';

@CommandHandler(SetPrice)
export class SetPriceHandler implements ICommandHandler<SetPrice> {
  constructor(
    private readonly executor: CommandExecutor,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async execute({ price, context }: SetPrice): Promise<WrittenPrice> {
    const { events, state, position } = await this.executor.execute(
      priceBookDecider,
      priceBookStream,
      { type: 'set', priceId: this.ids.next(), price },
      context,
    );
    const id = priceIdOf(price, state.prices);
    if (position === undefined || id === undefined) throw new Error('a price that was set is not in the book');
    return { ...presentPrice(id, price), changed: events.length > 0, position };
  }
}
