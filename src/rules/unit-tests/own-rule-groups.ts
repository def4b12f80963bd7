import { parsePromql } from '../../promql/parse.js';
import { PromqlError } from '../../promql/promql-error.js';
import { ConditionError } from '../condition-error.js';
import type { AlertRuleDraft } from '../rule-draft.js';
import { readRuleFile } from '../rule-file.js';
import { ruleOfDraft } from '../rule-of-draft.js';
import type { TestedGroup, TestedRule } from './rule-groups.js';
import { expressionError, RuleTestError } from './rule-test-error.js';

/** The rules under `rules:` of a file in this service's own form, in their groups. Throws a RuleTestError. */
export function readOwnGroups(file: string, text: string): readonly TestedGroup[] {
  const { rules, problems } = readRuleFile(text);
  const [problem] = problems;
  if (problem) throw new RuleTestError(`${file}: ${problem.field}: ${problem.message}`, problem.at);
  const groups = new Map<string, TestedRule[]>();
  for (const { path, draft } of rules) {
    if (!path.startsWith('rules.')) continue;
    const group = groups.get(draft.group) ?? [];
    groups.set(draft.group, group);
    group.push(testedRule(`${file}: ${path} (${draft.name})`, draft));
  }
  return [...groups].map(([name, inGroup]) => ({ name, rules: inGroup }));
}

function testedRule(where: string, draft: AlertRuleDraft): TestedRule {
  const condition = conditionOf(where, draft);
  try {
    const { name, severity, labels, annotations, forMs, keepFiringForMs } = ruleOfDraft(
      { ...draft, kind: 'promql', condition, parameters: null },
      () => undefined,
    );
    const expr = parsePromql(condition);
    return { kind: 'alert', name, expr, forMs, keepFiringForMs, labels: { severity, ...labels }, annotations };
  } catch (error) {
    if (error instanceof PromqlError) throw expressionError(where, condition, error);
    throw error;
  }
}

/** What `rate` and `absence` come to follows from the metrics, which only the service knows. */
function conditionOf(where: string, draft: AlertRuleDraft): string {
  if (draft.condition !== undefined) return draft.condition.trim();
  if (draft.kind !== 'threshold') {
    throw new RuleTestError(
      `${where}: condition: what a rule of the kind ${draft.kind} comes to is known to the service only: ` +
        'write the condition too, as `alert rules show` tells it',
    );
  }
  try {
    return ruleOfDraft(draft, () => undefined).condition;
  } catch (error) {
    if (error instanceof ConditionError) throw new RuleTestError(`${where}: ${error.field}: ${error.message}`);
    throw error;
  }
}
