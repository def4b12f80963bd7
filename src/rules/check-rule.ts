import type { AlertRuleData } from '../events/alert-rule.events.js';
import type { Expr } from '../promql/ast.js';
import { parsePromql } from '../promql/parse.js';
import { PromqlError } from '../promql/promql-error.js';
import { conditionDoubts, type ConditionContext } from './condition-doubts.js';
import { ConditionError } from './condition-error.js';
import { conditionFaults } from './condition-faults.js';
import type { AlertRuleDraft } from './rule-draft.js';
import { remark, type RuleRemark } from './rule-remark.js';
import { ruleOfDraft } from './rule-of-draft.js';
import { checkTemplate } from './template.js';
import { TemplateError } from './template-error.js';

export type CheckedRule =
  | {
      readonly ok: true;
      readonly rule: AlertRuleData;
      /** Of the rule's condition. */
      readonly expr: Expr;
      /** It may be saved, but its author should know. */
      readonly warnings: readonly RuleRemark[];
    }
  | { readonly ok: false; readonly problems: readonly RuleRemark[] };

/** Everything about a rule that can be told without looking at series and channels. */
export function checkRule(draft: AlertRuleDraft, context: ConditionContext): CheckedRule {
  const problems = [...templateProblems(draft)];
  try {
    const rule = ruleOfDraft(draft, context.kinds);
    const expr = parsePromql(rule.condition);
    problems.unshift(...conditionFaults(rule.condition, expr, context.defaultStepMs));
    if (problems.length === 0) {
      const warnings = [...conditionDoubts(rule.condition, expr, context), ...ruleDoubts(rule, context)];
      return { ok: true, rule, expr, warnings };
    }
  } catch (error) {
    problems.unshift(problemOf(error, draft.condition?.trim() ?? ''));
  }
  return { ok: false, problems };
}

function problemOf(error: unknown, condition: string): RuleRemark {
  if (error instanceof ConditionError) return remark(error.field, error.message, error.text, error.span);
  if (error instanceof PromqlError) return remark('condition', error.message, condition, error.span);
  throw error;
}

function* templateProblems({ labels, annotations }: AlertRuleDraft): Generator<RuleRemark> {
  for (const [field, texts] of Object.entries({ labels, annotations })) {
    for (const [name, text] of Object.entries(texts)) {
      const path = `${field}.${name}`;
      try {
        if (checkTemplate(text).usesValue && field === 'labels') {
          yield remark(
            path,
            'must not hold the value: with every change of it the alert would be another one; put it into an annotation',
          );
        }
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        yield remark(path, error.message, text, error.span);
      }
    }
  }
}

function* ruleDoubts(rule: AlertRuleData, { kinds }: ConditionContext): Generator<RuleRemark> {
  if (rule.channels.length === 0) {
    yield remark('channels', 'names no channel: its alerts are shown and recorded, but nobody is told');
  }
  const { parameters } = rule;
  if (parameters?.kind !== 'absence') return;
  const name = /^[a-zA-Z_:][\w:]*/.exec(parameters.selector)?.[0];
  const metric = name === undefined ? undefined : kinds(name);
  if (metric?.kind === 'gauge' && metric.lastObserved === undefined && metric.observations === undefined) {
    yield remark(
      'parameters.selector',
      `${name} follows from what was reported and never goes away: the rule fires only while nothing has ever matched`,
    );
  }
}
