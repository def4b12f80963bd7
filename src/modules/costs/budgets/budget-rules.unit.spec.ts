import { describe, expect, it } from 'vitest';
import type { BudgetData } from '../../../events/budget.events.js';
import { MemorySeriesSource } from '../../../promql/memory-series-source.js';
import { parsePromql } from '../../../promql/parse.js';
import { parseSeriesNotation } from '../../../promql/series-notation.js';
import { backtest } from '../../../rules/backtest/backtest.js';
import { ruleOfDraft } from '../../../rules/rule-of-draft.js';
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
    expect(rules[0]?.condition).toBe(
      'max without (instance) (orchestrate_budget_used_ratio{budget="monthly"} or 0 * orchestrate_budget_period{budget="monthly"}) >= 0.5',
    );
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

const MINUTE = 60_000;

/** The alerts of one rule of a budget: of which period, from and to which minute, and why it was over. */
async function alertsOf(name: string, minutes: number, ...series: readonly string[]) {
  const [draft] = budgetRules(budget()).filter((rule) => rule.name === name);
  const source = new MemorySeriesSource(series.map((text) => parseSeriesNotation(text, MINUTE)));
  const rule = ruleOfDraft(alertRuleDraft.parse(draft), () => undefined);
  const question = { rule, startMs: 0, endMs: minutes * MINUTE, stepMs: MINUTE, policies: [] };
  const run = backtest(question, source);
  for (;;) {
    const { done, value } = await run.next();
    if (!done) continue;
    const minute = (time: string | null) => (time === null ? null : Date.parse(time) / MINUTE);
    return value.alerts.map(({ labels, firedAt, resolvedAt, reason }) => [
      labels['since'],
      minute(firedAt),
      minute(resolvedAt),
      reason,
    ]);
  }
}

describe('the alerts of a budget', () => {
  const of = (gauge: string, day: string, values: string, instance = 'a') =>
    `orchestrate_budget_${gauge}{budget="monthly",instance="${instance}",since="${day}"} ${values}`;
  const used = (day: string, values: string, instance?: string) => of('used_ratio', day, values, instance);
  const period = (day: string, values: string, instance?: string) => of('period', day, values, instance);
  const [november, december] = ['2026-11-01', '2026-12-01'];

  it('are the same before and after nothing was told of the budget, however long', async () => {
    const gap = 'stale _x58';
    expect(
      await alertsOf(
        'budget-monthly-50',
        120,
        used(november, `0.4x4 0.6x14 ${gap} 0.6x60`),
        period(november, `1x19 ${gap} 1x60`),
      ),
    ).toEqual([[november, 5, null, null]]);
  });

  it('are over when the period is, and fire anew only where the next one is used as much', async () => {
    const series = [used(november, '0.6x19 stale'), period(november, '1x19 0x80'), period(december, '_x20 1x79')];
    expect(await alertsOf('budget-monthly-50', 90, ...series, used(december, '_x20 0.1x29 0.7x49'))).toEqual([
      [november, 0, 20, 'recovered'],
      [december, 50, null, null],
    ]);
    expect(await alertsOf('budget-monthly-50', 90, ...series, used(december, '_x20 0.1x79'))).toEqual([
      [november, 0, 20, 'recovered'],
    ]);
  });

  it('are over when the period has ended while nothing was told of the budget', async () => {
    expect(
      await alertsOf(
        'budget-monthly-50',
        90,
        used(november, '0.6x19 stale'),
        period(november, '1x19 stale _x28 0x40'),
        used(december, '_x49 0.1x40'),
        period(december, '_x49 1x40'),
      ),
    ).toEqual([[november, 0, 49, 'recovered']]);
  });

  it('hold as long as one process has not seen the end of the period, and do not fire anew', async () => {
    expect(
      await alertsOf(
        'budget-monthly-50',
        60,
        used(november, '0.6x19 stale'),
        period(november, '1x19 0x40'),
        used(november, '0.6x21 stale', 'b'),
        period(november, '1x21 0x38', 'b'),
      ),
    ).toEqual([[november, 0, 22, 'recovered']]);
  });

  it('of a breach that is foreseen are over when none is any more, also where nothing can be foreseen', async () => {
    const projected = (values: string) => of('projected_ratio', november, values);
    expect(await alertsOf('budget-monthly-projected', 60, projected('1.2x29 stale'), period(november, '1x60'))).toEqual(
      [[november, 15, 30, 'recovered']],
    );
    expect(
      await alertsOf(
        'budget-monthly-projected',
        60,
        projected('1.2x29 stale _x8 1.2x22'),
        period(november, '1x29 stale _x8 1x22'),
      ),
    ).toEqual([[november, 15, null, null]]);
  });
});
