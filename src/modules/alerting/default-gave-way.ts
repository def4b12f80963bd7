import type { AlertRuleEvent } from '../../events/alert-rule.events.js';
import { remark, type RuleRemark } from '../../rules/rule-remark.js';

/** Of what was recorded as rules were made: which defaults have gone for them, with all that those said. */
export function defaultsGone(
  events: readonly AlertRuleEvent[],
  fieldOf: (name: string) => string,
): readonly RuleRemark[] {
  return events
    .filter(({ type }) => type === 'AlertRuleDeleted')
    .map(({ data }) => {
      const name = 'name' in data ? data.name : data.rule.name;
      return remark(
        fieldOf(name),
        `the default rule ${name} gave way to this one: its annotations, its unit and its runbook are gone with it, except for what is said here`,
      );
    });
}
