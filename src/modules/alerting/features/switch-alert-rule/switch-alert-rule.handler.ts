import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streams } from '../../../../events/streams.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { alertRulesDecider } from '../../domain/alert-rules.decider.js';
import { ruleByReference } from '../../domain/rule-book.js';
import { SwitchAlertRule } from './switch-alert-rule.command.js';
import type { SwitchedAlertRule } from './switch-alert-rule.response.js';

@CommandHandler(SwitchAlertRule)
export class SwitchAlertRuleHandler implements ICommandHandler<SwitchAlertRule> {
  constructor(private readonly executor: CommandExecutor) {}

  async execute({ what, reference, expectedRevision, context }: SwitchAlertRule): Promise<SwitchedAlertRule> {
    const { events, state, position } = await this.executor.execute(
      alertRulesDecider,
      streams.alertRules(),
      { type: what, reference, expectedRevision },
      context,
    );
    if (position === undefined) throw new Error('a switched rule has no position');
    const [event] = events;
    const changed = event !== undefined;
    if (event?.type === 'AlertRuleDeleted') {
      const { ruleId, name } = event.data;
      return { id: ruleId, name, enabled: false, deleted: true, revision: null, changed, position };
    }
    const { ruleId, rule, revision } = ruleByReference(state, reference);
    const { name, enabled } = rule;
    return { id: ruleId, name, enabled, deleted: false, revision: String(revision), changed, position };
  }
}
