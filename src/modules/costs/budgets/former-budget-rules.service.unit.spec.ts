import { describe, expect, it } from 'vitest';
import type { BudgetData } from '../../../events/budget.events.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { presentRuleData } from '../../../rules/rule-answer.js';
import { alertRuleDraft } from '../../../rules/rule-draft.js';
import { ruleOfDraft } from '../../../rules/rule-of-draft.js';
import type { SaveAlertRule } from '../../alerting/index.js';
import { type BudgetRule, budgetRules, formerCondition } from './budget-rules.js';
import { FormerBudgetRules } from './former-budget-rules.service.js';

type Parts = ConstructorParameters<typeof FormerBudgetRules>;

const budget: BudgetData = {
  name: 'the "monthly" one',
  period: 'monthly',
  timeZone: 'UTC',
  amountUsd: '1000',
  scope: { kind: 'all', value: null },
  warnPercent: [50, 100],
  channels: ['slack'],
};

/** A rule as it is answered: by default as an earlier version made it. */
function answered(made: BudgetRule, changes: object = {}) {
  const { noData: _later, ...rest } = made;
  const draft = { ...rest, condition: formerCondition(made), labels: { budget: budget.name }, ...changes };
  const rule = ruleOfDraft(alertRuleDraft.parse(draft), () => undefined);
  return { id: `id of ${made.name}`, revision: '3', ...presentRuleData(rule) };
}

/** What is saved when a worker starts and finds these rules. */
async function savedAtStart(found: readonly ReturnType<typeof answered>[], roles: readonly string[] = ['worker']) {
  const saved: SaveAlertRule[] = [];
  const warned: unknown[] = [];
  const started = new FormerBudgetRules(
    { read: async () => new Map([['b', budget]]) } as unknown as Parts[0],
    {
      execute: async ({ reference }: { reference: string }) => {
        const one = found.find(({ name }) => name === reference);
        if (one) return one;
        throw new DomainError('ALERT_RULE_UNKNOWN', 'there is none', { fault: 'not_found' });
      },
    } as unknown as Parts[1],
    {
      execute: async (command: SaveAlertRule) => {
        if (command.draft.channels.includes('gone'))
          throw new DomainError('ALERT_RULE_INVALID', 'no channel gone', { fault: 'invalid' });
        saved.push(command);
      },
    } as unknown as Parts[2],
    {} as unknown as Parts[3],
    { head: async () => undefined } as unknown as Parts[4],
    { roles },
    { info: () => undefined, warn: (told: unknown) => void warned.push(told) } as unknown as Parts[6],
  );
  started.onApplicationBootstrap();
  await started.beforeApplicationShutdown();
  return { saved, warned };
}

describe('rules that an earlier version made for a budget', () => {
  const rules = budgetRules(budget);

  it('become what this version makes', async () => {
    const { saved } = await savedAtStart(rules.map((rule) => answered(rule)));
    expect(saved.map(({ reference, expectedRevision }) => [reference, expectedRevision])).toEqual(
      rules.map(({ name }) => [`id of ${name}`, 3n]),
    );
    const made = (draft: object) => ruleOfDraft(alertRuleDraft.parse(draft), () => undefined);
    expect(saved.map(({ draft }) => made(draft))).toEqual(rules.map(made));
  });

  it('keep what somebody changed of them', async () => {
    const changes = { severity: 'info', channels: ['pager'], enabled: false, for: '1h', runbookUrl: 'docs/b.md' };
    const labels = { budget: budget.name, owner: 'ann' };
    const { saved } = await savedAtStart([answered(rules[0]!, { ...changes, labels })]);
    expect(saved.map(({ draft }) => draft)).toEqual([
      expect.objectContaining({
        ...changes,
        condition: rules[0]!.condition,
        labels: { ...labels, period: 'monthly' },
        noData: 'alert',
      }),
    ]);
  });

  it('are left alone where they are in this form, have a condition of their own, or are gone', async () => {
    const found = [
      answered(rules[0]!, { condition: rules[0]!.condition }),
      answered(rules[1]!, { condition: 'vector(1) > 2' }),
    ];
    expect((await savedAtStart(found)).saved).toEqual([]);
    expect(
      (
        await savedAtStart(
          rules.map((rule) => answered(rule)),
          ['api'],
        )
      ).saved,
    ).toEqual([]);
  });

  it('do not keep the others waiting where one cannot be changed', async () => {
    const [first, ...others] = rules;
    const found = [answered(first!, { channels: ['gone'] }), ...others.map((rule) => answered(rule))];
    const { saved, warned } = await savedAtStart(found);
    expect(saved.map(({ draft }) => draft.name)).toEqual(others.map(({ name }) => name));
    expect(warned).toEqual([expect.objectContaining({ rule: first!.name })]);
  });
});
