import { describe, expect, it } from 'vitest';
import type { AlertRuleData, AlertRuleEvent } from '../../events/alert-rule.events.js';
import { defaultsGone } from './default-gave-way.js';
import { alertRulesDecider } from './domain/alert-rules.decider.js';
import { defaultRuleId } from './domain/rule-book.js';

const rule: AlertRuleData = {
  ...{ name: 'agent-failures', kind: 'promql', condition: 'up == 0', parameters: null, severity: 'warning' },
  ...{ channels: [], enabled: false, forMs: 0, keepFiringForMs: 0, labels: {}, annotations: { summary: 'a' } },
  ...{ intervalMs: null, group: 'default', unit: 'ratio', noData: 'keep', runbookUrl: 'docs/a.md' },
};
const bookOf = (ruleId: string) => {
  const event: AlertRuleEvent = { type: 'AlertRuleCreated', data: { ruleId, rule } };
  return alertRulesDecider.evolve(alertRulesDecider.initial, event);
};

describe('a rule under the name of a default', () => {
  const mine = { ruleId: 'mine', rule: { ...rule, annotations: {} }, keepEnabled: true };

  it('is warned of when nobody had touched the default', () => {
    const book = bookOf(defaultRuleId(rule.name));
    const events = alertRulesDecider.decide({ type: 'import', rules: [mine], replace: false }, book);
    expect(defaultsGone(events, (name) => `of ${name}`)).toEqual([
      {
        field: 'of agent-failures',
        message: expect.stringContaining('default rule agent-failures gave way'),
        at: null,
      },
    ]);
    expect(defaultsGone(alertRulesDecider.decide({ type: 'create', ...mine }, book), () => 'name')).toHaveLength(1);
  });

  it('is not when it takes the place of a rule of somebody', () => {
    const events = alertRulesDecider.decide({ type: 'import', rules: [mine], replace: true }, bookOf('theirs'));
    expect(events).toHaveLength(1);
    expect(defaultsGone(events, () => 'name')).toEqual([]);
  });
});
