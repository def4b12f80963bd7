import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';

/** Tells of the agents that are heard of no more; answers how many that were. */
export class EndIdleAgents extends Command<number> {
  constructor(
    readonly idleAfterMs: number,
    readonly context: CommandContext,
  ) {
    super();
  }
}
