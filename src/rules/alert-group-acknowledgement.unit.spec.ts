import { describe, expect, it } from 'vitest';
import { type AlertFact, emptyAlertGroup, foldAlertGroup } from './alert-group.js';
import { decideAcknowledge, decideWithdrawAcknowledgement } from './alert-group-acknowledgement.js';

const at = Date.parse('2026-01-15T14:00:00Z');
const evaluatedAt = new Date(at).toISOString();
const alert = { ruleId: 'r', ruleName: 'high', fingerprint: 'f', alertId: 'a', evaluatedAt };
const told = { labels: {}, value: '5', activeAt: evaluatedAt };
const pending: AlertFact = { type: 'AlertPendingStarted', data: { ...alert, ...told } };
const fired: AlertFact = {
  type: 'AlertFired',
  data: { ...alert, ...told, severity: 'error', channels: [], annotations: {} },
};
const resolved: AlertFact = { type: 'AlertResolved', data: { ...alert, reason: 'recovered', value: null } };
const ask = { alertId: 'a', by: 'ann', note: null, until: null, at: at + 1 };
const state = (...facts: AlertFact[]) => foldAlertGroup(emptyAlertGroup, facts);
const by = (who: string, [event]: ReturnType<typeof decideAcknowledge>): AlertFact => ({ ...event!, actorId: who });

describe('acknowledging an alert', () => {
  it('is done once by the same caller, and again by another or with other words', () => {
    const first = decideAcknowledge(state(fired), ask);
    expect(first).toMatchObject([{ type: 'AlertAcknowledged', data: { alertId: 'a', note: null, until: null } }]);
    const taken = state(fired, by('ann', first));
    expect(decideAcknowledge(taken, ask)).toEqual([]);
    expect(decideAcknowledge(taken, { ...ask, by: 'bob' })).toHaveLength(1);
    expect(decideAcknowledge(taken, { ...ask, note: 'on it', until: at + 60_000 })).toMatchObject([
      { data: { note: 'on it', until: '2026-01-15T14:01:00.000Z' } },
    ]);
  });

  it('is withdrawn once', () => {
    const taken = state(fired, by('ann', decideAcknowledge(state(fired), ask)));
    const [event] = decideWithdrawAcknowledgement(taken, 'a');
    expect(event).toMatchObject({ type: 'AlertAcknowledgementEnded', data: { reason: 'withdrawn' } });
    expect(decideWithdrawAcknowledgement(foldAlertGroup(taken, [event!]), 'a')).toEqual([]);
  });

  it('is refused where there is nothing to take', () => {
    const code = (attempt: () => unknown) => {
      try {
        return attempt();
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    expect(code(() => decideAcknowledge(state(fired, resolved), ask))).toBe('ALERT_RESOLVED');
    expect(code(() => decideAcknowledge(state(pending), ask))).toBe('ALERT_NOT_FIRING');
    expect(code(() => decideAcknowledge(state(fired), { ...ask, until: at }))).toBe('ACKNOWLEDGEMENT_OVER');
    expect(code(() => decideWithdrawAcknowledgement(state(), 'a'))).toBe('ALERT_RESOLVED');
  });
});
