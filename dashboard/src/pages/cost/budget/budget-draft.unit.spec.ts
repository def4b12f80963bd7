import { describe, expect, it } from 'vitest';
import type { Budget } from './budget-card';
import { bodyOf, changedBy, draftOf, faultsOfDraft } from './budget-draft';

describe('the draft of a budget', () => {
  it('begins with what most budgets have, and lacks an amount', () => {
    const draft = draftOf(undefined);
    expect(Object.keys(faultsOfDraft(draft))).toEqual(['amount']);
    expect(bodyOf({ ...draft, amount: ' 49.50 ' })).toEqual({
      period: 'monthly',
      timeZone: 'UTC',
      amount: '49.50',
      currency: 'USD',
      scope: { kind: 'all', value: null },
      warnPercent: [50, 80, 100],
      channels: [],
    });
  });

  it('tells which budget it would take the place of', () => {
    const monthly = { name: 'all', period: 'monthly', scope: { kind: 'all', value: null } } as Budget;
    const draft = draftOf(undefined);
    expect(changedBy(draft, [monthly])).toBe('all');
    expect(changedBy({ ...draft, name: 'second' }, [monthly])).toBeUndefined();
    expect(changedBy({ ...draft, period: 'daily' }, [monthly])).toBeUndefined();
  });

  it('says which scope and which thresholds are missing', () => {
    const draft = { ...draftOf(undefined), amount: '5', scopeKind: 'epic' as const, percents: ['x'] };
    expect(Object.keys(faultsOfDraft(draft))).toEqual(['scope', 'warnPercent']);
  });
});
