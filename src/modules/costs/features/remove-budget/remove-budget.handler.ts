import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { BudgetAlertRules } from '../../budgets/budget-alert-rules.service.js';
import { budgetsDecider, budgetsStream } from '../../domain/budgets.decider.js';
import { RemoveBudget, type RemovedBudget } from './remove-budget.command.js';

@CommandHandler(RemoveBudget)
export class RemoveBudgetHandler implements ICommandHandler<RemoveBudget> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly rules: BudgetAlertRules,
  ) {}

  async execute({ reference, context }: RemoveBudget): Promise<RemovedBudget> {
    const { events, position } = await this.executor.execute(
      budgetsDecider,
      budgetsStream,
      { type: 'remove', reference },
      context,
    );
    const [removed] = events;
    if (position === undefined || !removed) throw new Error('a removed budget has no position');
    await this.rules.removeObsolete(removed.data.budget, undefined, context);
    return { id: removed.data.budgetId, name: removed.data.budget.name, position };
  }
}
