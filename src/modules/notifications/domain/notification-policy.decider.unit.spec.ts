import { describe, expect, it } from 'vitest';
import type { NotificationPolicy } from '../../../events/notification.events.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { defaultPolicy } from './default-policy.js';
import { notificationPolicyDecider } from './notification-policy.decider.js';

const { initial, decide, evolve } = notificationPolicyDecider;
const set = (change: Partial<NotificationPolicy>, state = initial) => decide({ type: 'set', change }, state);
const refusal = (change: Partial<NotificationPolicy>) => {
  try {
    set(change);
  } catch (error) {
    if (error instanceof DomainError) return [error.code, ...error.fields.map(({ field }) => field)];
    throw error;
  }
  return [];
};
const matcher = (value: string, op: '=' | '=~' = '=') => [{ name: 'severity', op, value }];

describe('the notification policy', () => {
  it('tells the first message of a group at once, by default', () => {
    expect(initial).toEqual(defaultPolicy);
    expect(initial).toMatchObject({ groupBy: 'rule', groupWaitMs: 0, immediate: ['critical'] });
  });

  it('changes what is named, with what it was before', () => {
    const [event] = set({ groupBy: ['team'], groupWaitMs: 30_000 });
    const policy = { ...initial, groupBy: ['team'], groupWaitMs: 30_000 };
    expect(event).toEqual({ type: 'NotificationPolicyChanged', data: { ...policy, previous: initial } });
    expect(evolve(initial, event!)).toEqual(policy);
  });

  it('does not change to what it is already', () => {
    expect(set({ ...defaultPolicy })).toEqual([]);
    expect(set({})).toEqual([]);
  });

  it.each<[Partial<NotificationPolicy>, string[]]>([
    [{ groupWaitMs: 86_400_001 }, ['groupWait']],
    [{ groupIntervalMs: 999, repeatIntervalMs: 1_000 }, ['groupInterval', 'repeatInterval']],
    [
      { inhibitions: [{ source: matcher('(', '=~'), target: matcher('warning'), equal: [] }] },
      ['inhibitions.0.source.0.value'],
    ],
    [{ inhibitions: [{ source: matcher('critical'), target: matcher(''), equal: [] }] }, ['inhibitions.0.target']],
  ])('is refused as %j', (change, fields) => {
    expect(refusal(change)).toEqual(['NOTIFICATION_POLICY_INVALID', ...fields]);
  });
});
