import { describe, expect, it } from 'vitest';
import type { BudgetData } from '../../../events/budget.events.js';
import { parsePromql } from '../../../promql/parse.js';
import { alertRuleDraft } from '../../../rules/rule-draft.js';
import { budgetRules, obsoleteRules } from './budget-rules.js';

const budget = (changes: Partial<BudgetData> = {}): BudgetData => ({
  name: 'monthly',
  period: 'monthly',
  timeZone: 'UTC',
  amountUsd: '1000',
  scope: { kind: 'all', value: null },
  warnPercent: [50, 100],
  channels: ['slack'],
  ...changes,
});

describe('the alert rules of a budget', () => {
  it('are one for each threshold and one for a breach that is foreseen', () => {
    const rules = budgetRules(budget());
    expect(rules.map(({ name, severity, channels }) => [name, severity, channels])).toEqual([
      ['budget-monthly-50', 'warning', ['slack']],
      ['budget-monthly-100', 'critical', ['slack']],
      ['budget-monthly-projected', 'warning', ['slack']],
    ]);
    expect(rules[0]?.condition).toBe('max without (instance) (orchestrate_budget_used_ratio{budget="monthly"}) >= 0.5');
    expect(budgetRules(budget({ warnPercent: [] }))).toEqual([]);
  });

  it('are rules that can be saved, whatever the budget is called', () => {
    for (const rule of budgetRules(budget({ name: `a "quoted" \\ ${'long '.repeat(34)}`.trim() }))) {
      expect(alertRuleDraft.safeParse(rule).error).toBeUndefined();
      expect(() => parsePromql(rule.condition)).not.toThrow();
    }
  });

  it('go when the budget has them no more', () => {
    expect(obsoleteRules(budget(), budget({ warnPercent: [80, 100] }))).toEqual(['budget-monthly-50']);
    expect(obsoleteRules(budget(), undefined)).toEqual([
      'budget-monthly-50',
      'budget-monthly-100',
      'budget-monthly-projected',
    ]);
  });
});
