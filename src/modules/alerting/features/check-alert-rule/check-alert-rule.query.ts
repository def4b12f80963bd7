import { Query } from '@nestjs/cqrs';
import type { AlertRuleDraft } from '../../../../rules/rule-draft.js';
import type { CheckedAlertRule } from './check-alert-rule.response.js';

/** What would come of saving a rule. */
export class CheckAlertRule extends Query<CheckedAlertRule> {
  constructor(readonly draft: AlertRuleDraft) {
    super();
  }
}
