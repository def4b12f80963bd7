import { describe, expect, it } from 'vitest';
import type { AlertRuleData } from '../../../../events/alert-rule.events.js';
import type { AlertAnswer } from '../list-alerts/alert.response.js';
import type { EvaluatedExpression } from './explained-rule.response.js';
import { reasonsOf } from './reasons.js';

const at = new Date('2026-01-15T14:00:00Z');
const answer = (expression: string, ...values: string[]): EvaluatedExpression => ({
  ...{ expression, results: values.length, error: null },
  samples: values.map((value) => ({ labels: {}, value })),
});
const alert = {
  id: 'a',
  ...{ labels: { alertname: 'high', severity: 'error', team: 'core' }, status: 'active' },
  ...{ pendingSince: '2026-01-15T13:59:00.000Z', triggeredAt: '2026-01-15T13:59:30.000Z', conditionClearedAt: null },
  ...{ acknowledgedBy: 'Ann', silencedBy: ['s1'] },
} as unknown as AlertAnswer;
const given = {
  rule: { enabled: true, forMs: 300_000 } as AlertRuleData,
  at,
  recorded: {
    ...{ ruleId: 'r', firstAt: at, lastAt: at, evaluations: 1, durationMs: 1, late: false, error: null },
    ...{ failedRounds: 0, results: 0, samples: [] },
  },
  condition: answer('x > 5'),
  comparison: { left: answer('x', '1', '2'), operator: '>', right: answer('5', '5') },
  ...{ alerts: [], ended: new Map(), notifications: [], suppressions: [] },
};
const because = (changes: Partial<Parameters<typeof reasonsOf>[0]>) => [...reasonsOf({ ...given, ...changes })];

describe('why a rule did, or did not, fire', () => {
  it('tells what was compared', () => {
    expect(because({})).toEqual(['The condition did not hold: x (1, 2) is not > 5.']);
    const nothing = { ...given.comparison, left: answer('x') };
    expect(because({ comparison: nothing })).toEqual(['The condition did not hold: there are no data for x.']);
    expect(because({ comparison: null })).toEqual(['The condition answered nothing.']);
  });

  it('tells of a rule that is not evaluated, or cannot be', () => {
    expect(because({ rule: { ...given.rule, enabled: false } })[0]).toContain('is disabled');
    expect(because({ recorded: undefined })[0]).toContain('No evaluation');
    expect(because({ recorded: { ...given.recorded, error: 'many-to-many' } })[0]).toContain('many-to-many');
    const before = new Date('2026-01-15T13:00:00Z');
    expect(because({ recorded: { ...given.recorded, lastAt: before } })[0]).toContain('13:00:00.000Z; nothing later');
    const broken = { ...given.condition, results: null, error: 'duplicate series' };
    expect(because({ condition: broken })).toEqual([expect.stringContaining('has no answer: duplicate series')]);
  });

  it.each([
    ['pending', 'is pending: its condition holds since 2026-01-15T13:59:00.000Z, for 1m of the 5m'],
    ['active', 'The alert of team=core fires since 2026-01-15T13:59:30.000Z.'],
    ['acknowledged', 'Ann has acknowledged it'],
    ['silenced', 'silenced by s1'],
  ] as const)('tells that an alert is %s', (status, text) => {
    const [first, ...rest] = because({ alerts: [{ ...alert, status }], condition: answer('x > 5', '6') });
    expect(first).toContain(text);
    expect(rest).toEqual([]);
  });

  it('does not say that an alert fires which has ended, or whose rule is disabled', () => {
    const resolvedAt = '2026-01-15T14:10:00.000Z';
    const ended = new Map([['a', { resolvedAt, resolveReason: 'rule_disabled' as const }]]);
    const disabled = { ...given.rule, enabled: false };
    const [, then] = because({ alerts: [alert], ended, rule: disabled, condition: answer('x > 5', '6') });
    expect(then).toBe(
      'The alert of team=core fired from 2026-01-15T13:59:30.000Z to 2026-01-15T14:10:00.000Z (rule disabled).',
    );
    const still = because({ alerts: [alert], rule: disabled, condition: answer('x > 5', '6') });
    expect(still.join(' ')).toContain('it ends with the next evaluation');
    expect(still.join(' ')).not.toContain('fires since');
  });

  it('tells what was sent, and what was not, near the moment, in order of time', () => {
    const time = (minute: number) => new Date(at.getTime() + minute * 60_000).toISOString();
    const sent = (minute: number) => ({
      ...{ id: `n${minute}`, channelName: 'slack', tells: 'firing' as const, reason: 'first', status: 'sent' },
      ...{ queuedAt: time(minute), sentAt: time(minute), error: null },
    });
    const failed = { ...sent(3), tells: 'resolved' as const, status: 'failed', sentAt: null, error: 'HTTP 500' };
    const suppression = { alertId: 'a', channelName: 'mail', at: time(1), reason: 'no_channel', because: null };
    const told = because({
      notifications: [...[-50, -5, 0, 50].map(sent), failed],
      suppressions: [
        suppression,
        { ...suppression, at: time(-1), channelName: null, reason: 'silenced', because: 's1' },
      ],
    });
    expect(told.slice(1)).toEqual([
      `A message that it is firing went over slack at ${time(-5)}.`,
      `At ${time(-1)} nobody was told: silenced (s1).`,
      `A message that it is firing went over slack at ${time(0)}.`,
      `At ${time(1)} nobody was told over mail: no channel.`,
      `The message over slack of ${time(3)}, that it is resolved, has not arrived (failed): HTTP 500.`,
    ]);
  });
});
