import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { LogPosition } from '../../../../kernel/event.js';

export interface RemovedBudget {
  readonly id: string;
  readonly name: string;
  readonly position: LogPosition;
}

/** Gives a budget up. */
export class RemoveBudget extends Command<RemovedBudget> {
  constructor(
    readonly reference: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}
