import { describe, expect, it } from 'vitest';
import type { AlertRuleData } from '../../../events/alert-rule.events.js';
import { gridTime, planGroups } from './evaluation-plan.js';

const known = (ruleId: string, given: Partial<AlertRuleData>) => ({
  ruleId,
  revision: 1,
  rule: { name: ruleId, enabled: true, group: 'default', intervalMs: null, ...given } as AlertRuleData,
});

describe('the plan of evaluation', () => {
  it('keeps rules of a group together, in their order, and those of another interval apart', () => {
    const groups = planGroups(
      [
        known('a', {}),
        known('b', { group: 'fleet' }),
        known('c', { intervalMs: 60_000 }),
        known('d', { enabled: false }),
        known('e', {}),
      ],
      15_000,
    );
    expect(
      [...groups.values()].map(({ name, intervalMs, rules }) => [name, intervalMs, rules.map((r) => r.ruleId)]),
    ).toEqual([
      ['default', 15_000, ['a', 'e']],
      ['fleet', 15_000, ['b']],
      ['default@60000ms', 60_000, ['c']],
    ]);
  });

  it('knows the last moment of the grid', () => {
    expect([gridTime(60_000, 15_000), gridTime(74_999, 15_000)]).toEqual([60_000, 60_000]);
  });
});
