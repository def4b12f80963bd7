import { describe, expect, it } from 'vitest';
import type { BudgetData, BudgetEvent } from '../../../events/budget.events.js';
import { budgetsDecider, type BudgetsCommand } from './budgets.decider.js';

const set = (budgetId: string, change: Partial<BudgetData> = {}): BudgetsCommand => ({
  type: 'set',
  budgetId,
  budget: {
    name: 'monthly',
    period: 'monthly',
    timeZone: 'UTC',
    amountUsd: '1000',
    scope: { kind: 'all', value: null },
    warnPercent: [50, 80, 100],
    channels: [],
    ...change,
  },
});

function run(...commands: readonly BudgetsCommand[]): readonly BudgetEvent[] {
  let state = budgetsDecider.initial;
  return commands.flatMap((command) => {
    const events = budgetsDecider.decide(command, state);
    for (const event of events) state = budgetsDecider.evolve(state, event);
    return events;
  });
}

describe('budgets', () => {
  it('are known by their names, and say what they were before', () => {
    const events = run(set('a'), set('b'), set('c', { amountUsd: '2000' }), { type: 'remove', reference: 'monthly' });
    expect(events).toMatchObject([
      { type: 'BudgetChanged', data: { budgetId: 'a', previous: null } },
      { type: 'BudgetChanged', data: { budgetId: 'a', previous: { amountUsd: '1000' } } },
      { type: 'BudgetRemoved', data: { budgetId: 'a' } },
    ]);
    expect(run(set('a'), set('b', { name: 'other' }), { type: 'remove', reference: 'b' })).toHaveLength(3);
  });

  it.each<[string, Partial<BudgetData>]>([
    ['amount', { amountUsd: '0.00' }],
    ['scope.value', { scope: { kind: 'all', value: 'x' } }],
    ['scope.value', { scope: { kind: 'epic', value: null } }],
    ['warnPercent', { warnPercent: [80, 50] }],
    ['warnPercent', { warnPercent: [80, 80] }],
  ])('refuse a wrong %s', (field, change) => {
    expect(() => run(set('a', change))).toThrow(
      expect.objectContaining({ code: 'BUDGET_INVALID', fields: [expect.objectContaining({ field })] }),
    );
  });

  it('refuse to remove what there is not', () => {
    expect(() => run({ type: 'remove', reference: 'a' })).toThrow(expect.objectContaining({ code: 'BUDGET_UNKNOWN' }));
  });
});
