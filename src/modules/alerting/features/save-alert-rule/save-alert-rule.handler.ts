import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streams } from '../../../../events/streams.js';
import type { Ids } from '../../../../kernel/ids.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { IDS } from '../../../../platform/runtime/tokens.js';
import { AlertRuleChecks } from '../../alert-rule-checks.service.js';
import { alertRuleInvalid } from '../../alert-rule-invalid.js';
import { defaultsGone } from '../../default-gave-way.js';
import { type AlertRuleCommand, alertRulesDecider } from '../../domain/alert-rules.decider.js';
import { ruleByReference } from '../../domain/rule-book.js';
import { SaveAlertRule } from './save-alert-rule.command.js';
import { presentSaved, type SavedAlertRule } from './saved-alert-rule.response.js';

@CommandHandler(SaveAlertRule)
export class SaveAlertRuleHandler implements ICommandHandler<SaveAlertRule> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly checks: AlertRuleChecks,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async execute({ draft, reference, expectedRevision, context }: SaveAlertRule): Promise<SavedAlertRule> {
    const checked = await this.checks.check(draft);
    if (!checked.ok) throw alertRuleInvalid(checked.problems);
    const { rule, warnings } = checked;
    const ruleId = this.ids.next();
    const command: AlertRuleCommand =
      reference === undefined
        ? { type: 'create', ruleId, rule }
        : { type: 'change', reference, expectedRevision, rule, keepEnabled: draft.enabled === undefined };
    const { events, state, position } = await this.executor.execute(
      alertRulesDecider,
      streams.alertRules(),
      command,
      context,
    );
    if (position === undefined) throw new Error('a saved rule has no position');
    // Its name is what it is called now, whatever it was called by.
    const saved = ruleByReference(state, reference === undefined ? ruleId : rule.name);
    const told = [...warnings, ...defaultsGone(events, () => 'name')];
    return presentSaved(saved, { changed: events.length > 0, warnings: told, position });
  }
}
