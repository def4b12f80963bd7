import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { BudgetData } from '../../../events/budget.events.js';
import type { CommandContext } from '../../../kernel/command-context.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { alertRuleDraft } from '../../../rules/rule-draft.js';
import { SaveAlertRule, SwitchAlertRule } from '../../alerting/index.js';
import { budgetRules, obsoleteRules } from './budget-rules.js';

/** Keeps the alert rules of budgets as the budgets are. */
@Injectable()
export class BudgetAlertRules {
  constructor(private readonly commands: CommandBus) {}

  /** Makes or changes the rules of a budget. Throws ALERT_RULE_INVALID where it names a channel that there is not. */
  async save(budget: BudgetData, context: CommandContext): Promise<void> {
    for (const rule of budgetRules(budget)) {
      const draft = alertRuleDraft.parse(rule);
      await this.commands.execute(new SaveAlertRule(draft, rule.name, undefined, context)).catch((error: unknown) => {
        if (!isUnknown(error)) throw error;
        return this.commands.execute(new SaveAlertRule(draft, undefined, undefined, context));
      });
    }
  }

  /** Takes away the rules that a budget had and has no more. */
  async removeObsolete(before: BudgetData, after: BudgetData | undefined, context: CommandContext): Promise<void> {
    for (const name of obsoleteRules(before, after)) {
      await this.commands.execute(new SwitchAlertRule('delete', name, undefined, context)).catch((error: unknown) => {
        // Somebody has deleted it already.
        if (!isUnknown(error)) throw error;
      });
    }
  }
}

function isUnknown(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'ALERT_RULE_UNKNOWN';
}
