import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { LogPosition } from '../../../../kernel/event.js';

export interface RemovedPrice {
  readonly id: string;
  readonly position: LogPosition;
}

/** Removes a price that was set, so that the bundled list counts again. */
export class RemovePrice extends Command<RemovedPrice> {
  constructor(
    readonly priceId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}
