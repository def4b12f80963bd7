import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertRuleData } from '../events/alert-rule.events.js';
import { alertSeverities, noDataPolicies } from '../kernel/alert-vocabulary.js';
import { type AlertFact, emptyAlertGroup, evolveAlertGroup, foldAlertGroup } from './alert-group.js';
import { decideRound, type Finding, type Round } from './alert-group-round.js';

const INTERVAL = 15_000;
const fingerprints = ['a', 'b', 'c'];

const anyRule: fc.Arbitrary<AlertRuleData> = fc.record({
  name: fc.constant('rule'),
  kind: fc.constant('promql'),
  condition: fc.constantFrom('x > 1', 'x > 2'),
  parameters: fc.constant(null),
  severity: fc.constantFrom(...alertSeverities),
  channels: fc.constant(['slack']),
  enabled: fc.constant(true),
  forMs: fc.constantFrom(0, 1_000, INTERVAL, 5 * INTERVAL),
  keepFiringForMs: fc.constantFrom(0, 2 * INTERVAL),
  labels: fc.constantFrom({}, { team: 'core' }),
  annotations: fc.constant({}),
  intervalMs: fc.constant(null),
  group: fc.constant('default'),
  unit: fc.constant('none'),
  noData: fc.constantFrom(...noDataPolicies),
  runbookUrl: fc.constant(null),
});

const anyOutcome = fc.oneof(
  fc.record({ ok: fc.constant(false as const), error: fc.string(), failedRounds: fc.integer({ min: 1, max: 5 }) }),
  fc
    .record({
      found: fc.subarray(fingerprints),
      remaining: fc.option(fc.subarray(fingerprints), { nil: undefined }),
      severity: fc.constantFrom(...alertSeverities),
    })
    .map(({ found, remaining, severity }) => ({
      ok: true as const,
      findings: found.map((name): Finding => {
        return { fingerprint: name, labels: { name }, severity, value: 'NaN', annotations: {} };
      }),
      remaining: remaining && new Map(remaining.map((name) => [name, '0'])),
    })),
);

/** Rounds of one rule and a few alerts; steps forwards, over pauses and backwards. */
const anyHistory = fc.array(
  fc.record({
    step: fc.constantFrom(1, 1, 1, 2, 10, -20),
    rules: fc.array(fc.record({ rule: anyRule, outcome: anyOutcome }), { maxLength: 1 }),
    reason: fc.constantFrom('rule_deleted' as const, 'rule_disabled' as const),
    acknowledge: fc.boolean(),
  }),
  { maxLength: 30 },
);

describe('any history of a group', () => {
  it('has rounds that can be done twice, and be broken off after any event', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        let state = emptyAlertGroup;
        let at = Date.parse('2026-01-15T14:00:00Z');
        for (const { step, rules, reason, acknowledge } of history) {
          at += step * INTERVAL;
          const round: Round = {
            ...{ at, intervalMs: INTERVAL, goneBecause: () => reason },
            rules: rules.map((one) => ({ ruleId: 'r', ...one })),
          };
          const events = decideRound(state, round);
          for (let done = 0; done <= events.length; done++) {
            const broken = foldAlertGroup(state, events.slice(0, done));
            expect(decideRound(broken, round)).toEqual(events.slice(done));
          }
          state = { ...foldAlertGroup(state, events), evaluatedAt: at };
          const open = [...state.alerts.values()].find(({ phase }) => phase === 'firing');
          if (acknowledge && open) state = evolveAlertGroup(state, acknowledged(open, at + INTERVAL));
        }
      }),
    );
  });

  it('opens no occurrence twice and ends none that is not open', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        let state = emptyAlertGroup;
        let at = Date.parse('2026-01-15T14:00:00Z');
        const begun = new Set<string>();
        const breaches: string[] = [];
        for (const { step, rules, reason } of history) {
          at += Math.abs(step) * INTERVAL;
          const events = decideRound(state, {
            ...{ at, intervalMs: INTERVAL, goneBecause: () => reason },
            rules: rules.map((one) => ({ ruleId: 'r', ...one })),
          });
          for (const event of events) {
            const open = 'alertId' in event.data ? event.data.alertId : undefined;
            const isOpen = [...state.alerts.values()].some(({ alertId }) => alertId === open);
            const wrong =
              event.type === 'AlertPendingStarted'
                ? begun.has(event.data.alertId)
                : open !== undefined && event.type !== 'AlertFired' && !isOpen;
            if (wrong) breaches.push(event.type);
            if (open !== undefined) begun.add(open);
            state = evolveAlertGroup(state, event);
          }
          state = { ...state, evaluatedAt: at };
        }
        expect(breaches).toEqual([]);
      }),
    );
  });

  it('can be folded in any order, from any point', () => {
    const events: readonly AlertFact[] = story();
    fc.assert(
      fc.property(fc.shuffledSubarray([...events]), (some) => {
        const state = foldAlertGroup(emptyAlertGroup, some);
        for (const alert of state.alerts.values()) expect(alert.firedAt === null).toBe(alert.phase === 'pending');
      }),
    );
  });
});

function acknowledged(open: { alertId: string; fingerprint: string }, until: number): AlertFact {
  const { alertId, fingerprint } = open;
  const data = {
    ruleId: 'r',
    ruleName: 'rule',
    alertId,
    fingerprint,
    note: null,
    until: new Date(until).toISOString(),
  };
  return { type: 'AlertAcknowledged', data, actorId: 'ann' };
}

/** A history with every type of event. */
function story(): readonly AlertFact[] {
  const alert = { ruleId: 'r', ruleName: 'rule', fingerprint: 'a', alertId: '1' };
  const evaluatedAt = '2026-01-15T14:00:00.000Z';
  const told = { labels: {}, value: '1', activeAt: evaluatedAt };
  const at = { ...alert, evaluatedAt };
  const rest = { severity: 'error' as const, channels: [], annotations: {} };
  return [
    { type: 'AlertPendingStarted', data: { ...at, ...told } },
    { type: 'AlertFired', data: { ...at, ...told, ...rest } },
    { type: 'AlertConditionCleared', data: { ...at, cause: 'no_data' } },
    { type: 'AlertConditionReturned', data: { ...at, value: '2' } },
    { type: 'AlertPendingRestarted', data: { ...at, value: '2' } },
    { type: 'AlertAcknowledged', data: { ...alert, note: null, until: null } },
    { type: 'AlertAcknowledgementEnded', data: { ...alert, reason: 'withdrawn' } },
    { type: 'AlertEvaluationResumed', data: { evaluatedAt, stoodStillSince: evaluatedAt } },
    { type: 'AlertResolved', data: { ...at, reason: 'recovered', value: null } },
    { type: 'AlertPendingEnded', data: { ...at, reason: 'recovered' } },
    { type: 'AlertRuleFailed', data: { ruleId: 'r', ruleName: 'rule', evaluatedAt, error: 'e' } },
    { type: 'AlertRuleRecovered', data: { ruleId: 'r', ruleName: 'rule', evaluatedAt } },
  ];
}
