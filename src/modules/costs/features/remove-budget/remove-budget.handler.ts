import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { BudgetAlertRules } from '../../budgets/budget-alert-rules.service.js';
import { CurrentBudgets } from '../../budgets/current-budgets.service.js';
import { type BudgetsCommand, budgetsDecider, budgetsStream } from '../../domain/budgets.decider.js';
import { RemoveBudget, type RemovedBudget } from './remove-budget.command.js';

@CommandHandler(RemoveBudget)
export class RemoveBudgetHandler implements ICommandHandler<RemoveBudget> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly rules: BudgetAlertRules,
    private readonly budgets: CurrentBudgets,
  ) {}

  async execute({ reference, context }: RemoveBudget): Promise<RemovedBudget> {
    const command: BudgetsCommand = { type: 'remove', reference };
    // A budget that there is not is refused before anything changes.
    const [going] = budgetsDecider.decide(command, await this.budgets.read());
    // Then rules: rules without a budget would be nobody's; a budget without rules can be removed once more.
    if (going) await this.rules.removeObsolete(going.data.budget, undefined, context);
    const { events, position } = await this.executor.execute(budgetsDecider, budgetsStream, command, context);
    const [removed] = events;
    if (position === undefined || !removed) throw new Error('a removed budget has no position');
    return { id: removed.data.budgetId, name: removed.data.budget.name, position };
  }
}
