import { describe, expect, it } from 'vitest';
import type { AuditRetentionEvent } from '../../../events/audit-retention.events.js';
import {
  type AuditRetentionCommand,
  auditRetentionDecider,
  type AuditRetentionPolicy,
  keepForEver,
  retentionOf,
} from './audit-retention.decider.js';

const set = (policy: AuditRetentionPolicy): AuditRetentionCommand => ({ type: 'set', policy });

function run(...commands: readonly AuditRetentionCommand[]): readonly AuditRetentionEvent[] {
  let state = auditRetentionDecider.initial;
  let events: readonly AuditRetentionEvent[] = [];
  for (const command of commands) {
    events = auditRetentionDecider.decide(command, state);
    state = events.reduce((one, event) => auditRetentionDecider.evolve(one, event), state);
  }
  return events;
}

describe('the retention of the audit log', () => {
  it('keeps everything for ever at first', () => {
    expect(retentionOf(auditRetentionDecider.initial, 'agent')).toBeNull();
  });

  it('changes with what it was before', () => {
    const policy = { default: 365, families: { agent: 90, user: null } };
    expect(run(set(policy))).toEqual([{ type: 'AuditRetentionChanged', data: { ...policy, previous: keepForEver } }]);
    expect(run(set(policy), set(keepForEver))[0]!.data).toMatchObject({ default: null, previous: policy });
    expect([retentionOf(policy, 'agent'), retentionOf(policy, 'user'), retentionOf(policy, 'config')]).toEqual([
      90,
      null,
      365,
    ]);
    expect(retentionOf(policy, 'constructor')).toBe(365);
  });

  it('does not change to the same policy in another order', () => {
    const one = { default: 365, families: { agent: 90, user: 30 } };
    const other = { default: 365, families: { user: 30, agent: 90 } };
    expect(run(set(one), set(other))).toEqual([]);
  });

  it.each([0, -1, 1.5, Number.NaN, 36_501])('refuses %s days', (days) => {
    const refusal = expect.objectContaining({
      code: 'AUDIT_RETENTION_INVALID',
      fault: 'invalid',
      fields: [{ field: 'families.agent', message: expect.stringMatching(/whole number of days/) }],
    });
    expect(() => run(set({ default: null, families: { agent: days } }))).toThrow(refusal);
    expect(() => run(set({ default: days, families: {} }))).toThrow(expect.objectContaining({ fault: 'invalid' }));
  });

  it.each(['', 'agent.spawned', 'Agent', 'x'.repeat(51)])('refuses the family %j', (family) => {
    expect(() => run(set({ default: 1, families: { [family]: 1 } }))).toThrow(
      expect.objectContaining({ fault: 'invalid' }),
    );
  });

  it('records what was removed, and nothing when nothing was', () => {
    const before = '2025-10-17T00:00:00.000Z';
    const cutoffs = [
      { family: 'agent', before, removed: 12 },
      { family: 'user', before, removed: 0 },
      { family: 'config', before, removed: 1 },
    ];
    expect(run({ type: 'recordApplied', cutoffs })[0]!.data).toEqual({
      removed: 13,
      cutoffs: [cutoffs[0], cutoffs[2]],
    });
    expect(run({ type: 'recordApplied', cutoffs: [cutoffs[1]!] })).toEqual([]);
  });
});
