import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { AlertRuleDraft } from '../../../../rules/rule-draft.js';
import type { SavedAlertRule } from './saved-alert-rule.response.js';

/** Makes a rule, or changes one into what the draft says. */
export class SaveAlertRule extends Command<SavedAlertRule> {
  constructor(
    readonly draft: AlertRuleDraft,
    /** The rule that is changed, by id or name; undefined: a new one. */
    readonly reference: string | undefined,
    /** The revision that the caller saw; undefined: whatever it is. */
    readonly expectedRevision: bigint | undefined,
    readonly context: CommandContext,
  ) {
    super();
  }
}
