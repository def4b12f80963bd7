import type { AlertEvent } from '../events/alert.events.js';
import type { AlertRuleData } from '../events/alert-rule.events.js';
import type { AlertSeverity, ResolveReason } from '../kernel/alert-vocabulary.js';
import { stableHash } from '../kernel/stable-hash.js';
import { type AlertGroup, alertsByRule, type OpenAlert } from './alert-group.js';
import { acknowledgementExpired, decideFound, decideMissing, decideNew, endAlert } from './alert-group-transitions.js';

/** One element of a rule's result: an alert that is, or is to be. */
export interface Finding {
  readonly fingerprint: string;
  /** The final labels, `alertname` and `severity` included. */
  readonly labels: Readonly<Record<string, string>>;
  readonly severity: AlertSeverity;
  readonly value: string;
  readonly annotations: Readonly<Record<string, string>>;
}

export type RuleOutcome =
  | {
      readonly ok: true;
      readonly findings: readonly Finding[];
      /**
       * Values of the series that are there although the condition does not hold for them, by fingerprint, null where
       * nothing was compared; undefined where that cannot be told apart from a series that is gone.
       */
      readonly remaining: ReadonlyMap<string, string | null> | undefined;
    }
  /** `failedRounds`: this one included, without one in between that succeeded. */
  | { readonly ok: false; readonly error: string; readonly failedRounds: number };

export interface RuleInRound {
  readonly ruleId: string;
  readonly rule: AlertRuleData;
  readonly outcome: RuleOutcome;
}

/** Why a group has a rule no more. */
export type RuleGone = Extract<ResolveReason, `rule_${string}`>;

export interface Round {
  /** The moment of the evaluation, on the grid of the group. */
  readonly at: number;
  readonly intervalMs: number;
  /** Every rule that the group has now. */
  readonly rules: readonly RuleInRound[];
  readonly goneBecause: (ruleId: string) => RuleGone;
}

/** A rule that fails once may have met a restart; after so many rounds it is told. */
const FAILED_ROUNDS_TOLD = 3;
/** A slow round leaves out a few; beyond this many intervals, evaluation stood still. */
const STOOD_STILL_INTERVALS = 4;

/**
 * What one evaluation of a group leads to. Asked again at the same moment, after its own events, it answers nothing:
 * a round may be done twice, or a second time after half of its events were appended.
 */
export function decideRound(state: AlertGroup, round: Round): readonly AlertEvent[] {
  const { at } = round;
  const pauseMs = pauseBefore(state, round);
  const alerts = afterPause([...state.alerts.values()], pauseMs);
  const rules = new Set(round.rules.map(({ ruleId }) => ruleId));
  const events: AlertEvent[] = [];
  if (pauseMs !== 0) {
    events.push({ type: 'AlertEvaluationResumed', data: { evaluatedAt: iso(at), stoodStillSince: iso(at - pauseMs) } });
  }
  for (const alert of alerts) {
    if (!rules.has(alert.ruleId)) events.push(endAlert(alert, round.goneBecause(alert.ruleId), null, at));
  }
  for (const [ruleId, { ruleName }] of state.failing) {
    if (!rules.has(ruleId)) events.push(ruleRecovered(ruleId, ruleName, at));
  }
  const byRule = alertsByRule(alerts);
  for (const one of round.rules) {
    events.push(...decideRule(one, byRule.get(one.ruleId) ?? [], state.failing.has(one.ruleId), round));
  }
  return events;
}

/** What a rule means: an alert of another meaning is another alert. Its severity and its patience are not part of it. */
export function definitionOf({ name, condition, labels }: AlertRuleData): string {
  return stableHash(JSON.stringify([name, condition, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]));
}

function decideRule(
  { ruleId, rule, outcome }: RuleInRound,
  open: readonly OpenAlert[],
  failing: boolean,
  { at, intervalMs }: Round,
): AlertEvent[] {
  const definition = definitionOf(rule);
  const moment = { ruleId, rule, definition, at, intervalMs };
  const events: AlertEvent[] = [];
  const kept = new Map<string, OpenAlert>();
  for (const alert of open) {
    if (alert.definition === null || alert.definition === definition) kept.set(alert.fingerprint, alert);
    else events.push(endAlert(alert, 'rule_changed', null, at));
  }
  if (!outcome.ok) {
    for (const alert of kept.values()) events.push(...acknowledgementExpired(alert, at));
    if (!failing && outcome.failedRounds >= FAILED_ROUNDS_TOLD) events.push(ruleFailed(moment, outcome.error));
    return events;
  }
  if (failing) events.push(ruleRecovered(ruleId, rule.name, at));
  const found = new Map(outcome.findings.map((finding) => [finding.fingerprint, finding]));
  for (const alert of kept.values()) {
    const finding = found.get(alert.fingerprint);
    if (finding) events.push(...decideFound(alert, finding, moment));
    else events.push(...decideMissing(alert, outcome.remaining, moment));
  }
  for (const finding of found.values()) {
    if (!kept.has(finding.fingerprint)) events.push(decideNew(finding, moment));
  }
  return events;
}

/**
 * Milliseconds that evaluation stood still before this round, negative where the clock was set back; 0 where nothing
 * waits for a time to pass.
 */
function pauseBefore({ alerts, evaluatedAt }: AlertGroup, { at, intervalMs }: Round): number {
  if (evaluatedAt === null) return 0;
  const passed = at - evaluatedAt;
  if (passed >= 0 && passed <= STOOD_STILL_INTERVALS * intervalMs) return 0;
  const waiting = [...alerts.values()].some(({ phase, clearedSince }) => phase === 'pending' || clearedSince !== null);
  return waiting ? passed : 0;
}

/** As `evolve` will have them after the pause was told. */
function afterPause(alerts: readonly OpenAlert[], pauseMs: number): readonly OpenAlert[] {
  if (pauseMs === 0) return alerts;
  return alerts.map((alert) => ({
    ...alert,
    heldFrom: alert.heldFrom + pauseMs,
    clearedSince: alert.clearedSince === null ? null : alert.clearedSince + pauseMs,
  }));
}

function ruleFailed(
  { ruleId, rule, at }: { ruleId: string; rule: AlertRuleData; at: number },
  error: string,
): AlertEvent {
  const told = { ruleId, ruleName: rule.name, evaluatedAt: iso(at), error: error.slice(0, 2_000) };
  return { type: 'AlertRuleFailed', data: told };
}

function ruleRecovered(ruleId: string, ruleName: string, at: number): AlertEvent {
  return { type: 'AlertRuleRecovered', data: { ruleId, ruleName, evaluatedAt: iso(at) } };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
