import { describe, expect, it } from 'vitest';
import { formOfPolicy, type Policy, policyBody } from './policy-form';

const policy = {
  groupBy: ['team'],
  groupWait: '30s',
  groupInterval: '15s',
  repeatInterval: '4h',
  immediate: ['critical'],
  inhibitions: [
    {
      source: [{ name: 'severity', op: '=', value: 'critical' }],
      target: [{ name: 'severity', op: '=~', value: 'warning|info' }],
      equal: ['team'],
    },
  ],
  revision: '3',
  changedAt: null,
  changedBy: null,
} as unknown as Policy;

describe('the form of the policy', () => {
  it('comes back to the same policy', () => {
    const { groupBy, groupWait, groupInterval, repeatInterval, immediate, inhibitions } = policy;
    expect(policyBody(formOfPolicy(policy))).toEqual({
      ...{ groupBy, groupWait, groupInterval, repeatInterval, immediate, inhibitions },
    });
  });

  it('groups by rule, or all together', () => {
    expect(policyBody(formOfPolicy({ ...policy, groupBy: 'rule' })).groupBy).toBe('rule');
    expect(policyBody({ ...formOfPolicy(policy), labels: [] }).groupBy).toEqual([]);
  });
});
