import { describe, expect, it } from 'vitest';
import type { BudgetData } from '../../../events/budget.events.js';
import { parsePromql } from '../../../promql/parse.js';
import { readRuleGroups } from '../../../rules/unit-tests/rule-groups.js';
import { runRuleTests } from '../../../rules/unit-tests/run-rule-tests.js';
import { readTestFile } from '../../../rules/unit-tests/test-file.js';
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

  it('tell of a breach that is foreseen once a period, also where one is foreseen on both sides of its end', async () => {
    const rules = budgetRules(budget()).map(({ name, condition, for: held }) => ({
      alert: name,
      expr: condition,
      for: held,
    }));
    const firing = (minute: number, ...since: readonly string[]) => ({
      eval_time: `${minute}m`,
      alertname: 'budget-monthly-projected',
      exp_alerts: since.map((day) => ({ exp_labels: { budget: 'monthly', since: day } })),
    });
    const series = (day: string, values: string) => ({
      series: `orchestrate_budget_projected_ratio{budget="monthly",instance="a",since="${day}"}`,
      values,
    });
    const test = {
      interval: '1m',
      input_series: [series('2026-11-01', '1.2x29 stale'), series('2026-12-01', '_x30 1.3x60')],
      alert_rule_test: [
        firing(14),
        firing(15, '2026-11-01'),
        firing(29, '2026-11-01'),
        // The new one has to hold for a while, too.
        firing(44),
        firing(45, '2026-12-01'),
        firing(60, '2026-12-01'),
      ],
    };
    const file = readTestFile('test.yml', JSON.stringify({ tests: [test] }));
    const groups = readRuleGroups('rules.yml', JSON.stringify({ groups: [{ name: 'budgets', rules }] }));
    expect((await runRuleTests(file, groups)).failures).toEqual([]);
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
