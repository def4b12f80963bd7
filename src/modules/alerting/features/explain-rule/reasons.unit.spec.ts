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
  ...{ alerts: [], notifications: [], suppressions: [] },
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

  it('tells what was sent, and what was not', () => {
    const message = {
      id: 'n',
      channelName: 'slack',
      reason: 'first',
      status: 'sent',
      queuedAt: 'q',
      sentAt: 's',
      error: null,
    };
    const suppression = { alertId: 'a', channelName: 'mail', at: 'then', reason: 'no_channel', because: null };
    expect(
      because({
        notifications: [message, { ...message, status: 'failed', sentAt: null, error: 'HTTP 500' }],
        suppressions: [suppression, { ...suppression, channelName: null, reason: 'silenced', because: 's1' }],
      }).slice(1),
    ).toEqual([
      'A message went over slack at s.',
      'The message over slack of q has not arrived (failed): HTTP 500.',
      'At then nobody was told over mail: no channel.',
      'At then nobody was told: silenced (s1).',
    ]);
  });
});
