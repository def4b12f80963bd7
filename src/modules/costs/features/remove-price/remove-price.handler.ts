import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { priceBookDecider, priceBookStream } from '../../domain/price-book.decider.js';
import { type RemovedPrice, RemovePrice } from './remove-price.command.js';

@CommandHandler(RemovePrice)
export class RemovePriceHandler implements ICommandHandler<RemovePrice> {
  constructor(private readonly executor: CommandExecutor) {}

  async execute({ priceId, context }: RemovePrice): Promise<RemovedPrice> {
    const { position } = await this.executor.execute(
      priceBookDecider,
      priceBookStream,
      { type: 'remove', priceId },
      context,
    );
    if (position === undefined) throw new Error('a removed price has no position');
    return { id: priceId, position };
  }
}
