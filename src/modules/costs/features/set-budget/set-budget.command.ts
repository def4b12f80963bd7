import { Command } from '@nestjs/cqrs';
import type { BudgetData } from '../../../../events/budget.events.js';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { WrittenBudget } from './set-budget.request.js';

/** Sets a budget, or changes that of the same name. */
export class SetBudget extends Command<WrittenBudget> {
  constructor(
    readonly budget: BudgetData,
    readonly context: CommandContext,
  ) {
    super();
  }
}
