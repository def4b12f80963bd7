import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BudgetData } from '../../../../events/budget.events.js';
import type { Ids } from '../../../../kernel/ids.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { IDS } from '../../../../platform/runtime/tokens.js';
import { BudgetAlertRules } from '../../budgets/budget-alert-rules.service.js';
import { presentBudget } from '../../budgets/budget.response.js';
import { CurrentBudgets } from '../../budgets/current-budgets.service.js';
import { Calendar } from '../../calendar.js';
import { type BudgetsCommand, budgetsDecider, budgetsStream } from '../../domain/budgets.decider.js';
import { SetBudget } from './set-budget.command.js';
import type { WrittenBudget } from './set-budget.request.js';

@CommandHandler(SetBudget)
export class SetBudgetHandler implements ICommandHandler<SetBudget> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly rules: BudgetAlertRules,
    private readonly budgets: CurrentBudgets,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async execute({ budget, context }: SetBudget): Promise<WrittenBudget> {
    // Refuses a time zone that there is not.
    const { timeZone } = new Calendar(budget.timeZone, 'timeZone');
    const wanted: BudgetData = { ...budget, timeZone };
    const command: BudgetsCommand = { type: 'set', budgetId: this.ids.next(), budget: wanted };
    // What can be no budget is refused before anything changes.
    budgetsDecider.decide(command, await this.budgets.read());
    // Then rules: what they refuse, an unknown channel, is no budget; one more try makes both the same again.
    await this.rules.save(wanted, context);
    const { events, state, position } = await this.executor.execute(budgetsDecider, budgetsStream, command, context);
    const id = [...state].find(([, { name }]) => name === budget.name)?.[0];
    if (position === undefined || id === undefined) throw new Error('a budget that was set is not there');
    for (const { type, data } of events) {
      if (type === 'BudgetChanged' && data.previous) {
        await this.rules.removeObsolete(data.previous, data.budget, context);
      }
    }
    return { ...presentBudget(id, budget), changed: events.length > 0, position };
  }
}
