import type { AlertEvent } from '../events/alert.events.js';
import type { AlertSeverity } from '../kernel/alert-vocabulary.js';

/** An event as the log has it: who caused it stands beside its data. */
export type AlertFact = AlertEvent & { readonly actorId?: string };

/** One alert from pending to resolved. Times in milliseconds since the epoch; plain JSON, so that it can be kept. */
export interface OpenAlert {
  readonly alertId: string;
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly phase: 'pending' | 'firing';
  readonly labels: Readonly<Record<string, string>>;
  /** The last value that an event told. */
  readonly value: string;
  readonly activeAt: number;
  /** What `for` is counted from: `activeAt`, later by as long as evaluation stood still or a pending alert had no data. */
  readonly heldFrom: number;
  readonly firedAt: number | null;
  readonly severity: AlertSeverity | null;
  /** What the rule meant when the alert began; null where it is not told. */
  readonly definition: string | null;
  /** Set while a firing alert's condition does not hold, or a pending alert has no data. */
  readonly clearedSince: number | null;
  readonly acknowledged: Acknowledgement | null;
}

export interface Acknowledgement {
  readonly by: string;
  readonly note: string | null;
  readonly until: number | null;
}

/** The open alerts of a group, by fingerprint, and its rules that cannot be evaluated. */
export interface AlertGroup {
  readonly alerts: ReadonlyMap<string, OpenAlert>;
  readonly failing: ReadonlyMap<string, { readonly ruleName: string; readonly since: number }>;
  /** The last evaluation that is known of. */
  readonly evaluatedAt: number | null;
}

export const emptyAlertGroup: AlertGroup = { alerts: new Map(), failing: new Map(), evaluatedAt: null };

export function alertsByRule(alerts: Iterable<OpenAlert>): ReadonlyMap<string, readonly OpenAlert[]> {
  const byRule = new Map<string, OpenAlert[]>();
  for (const alert of alerts) {
    const others = byRule.get(alert.ruleId);
    if (others) others.push(alert);
    else byRule.set(alert.ruleId, [alert]);
  }
  return byRule;
}

interface Draft {
  readonly alerts: Map<string, OpenAlert>;
  readonly failing: Map<string, { readonly ruleName: string; readonly since: number }>;
  evaluatedAt: number | null;
}

/** Total: every event, in any order, yields a state. */
export function evolveAlertGroup(state: AlertGroup, event: AlertFact): AlertGroup {
  return foldAlertGroup(state, [event]);
}

/** The state after all of them, copied once. */
export function foldAlertGroup(state: AlertGroup, events: Iterable<AlertFact>): AlertGroup {
  const draft: Draft = {
    alerts: new Map(state.alerts),
    failing: new Map(state.failing),
    evaluatedAt: state.evaluatedAt,
  };
  for (const event of events) apply(draft, event);
  return draft;
}

function apply(draft: Draft, event: AlertFact): void {
  if ('evaluatedAt' in event.data) draft.evaluatedAt = ms(event.data.evaluatedAt);
  switch (event.type) {
    case 'AlertPendingStarted':
    case 'AlertFired':
      return begin(draft, event);
    case 'AlertPendingEnded':
    case 'AlertResolved':
      if (alertOf(draft, event)) draft.alerts.delete(event.data.fingerprint);
      return;
    case 'AlertConditionCleared':
      return change(draft, event, { clearedSince: ms(event.data.evaluatedAt) });
    case 'AlertConditionReturned':
      return returned(draft, event);
    case 'AlertPendingRestarted':
      return change(draft, event, { phase: 'pending', firedAt: null, acknowledged: null, clearedSince: null });
    case 'AlertAcknowledged': {
      const { note, until } = event.data;
      const by = event.actorId ?? '';
      return change(draft, event, { acknowledged: { by, note, until: until === null ? null : ms(until) } });
    }
    case 'AlertAcknowledgementEnded':
      return change(draft, event, { acknowledged: null });
    case 'AlertEvaluationResumed':
      return postpone(draft, ms(event.data.evaluatedAt) - ms(event.data.stoodStillSince));
    case 'AlertRuleFailed':
      draft.failing.set(event.data.ruleId, { ruleName: event.data.ruleName, since: ms(event.data.evaluatedAt) });
      return;
    case 'AlertRuleRecovered':
      draft.failing.delete(event.data.ruleId);
  }
}

type Beginning = Extract<AlertFact, { type: 'AlertPendingStarted' | 'AlertFired' }>;

function begin(draft: Draft, event: Beginning): void {
  const { alertId, fingerprint, ruleId, ruleName, labels, value, evaluatedAt, definition } = event.data;
  const known = draft.alerts.get(fingerprint);
  const same = known?.alertId === alertId ? known : undefined;
  const fired = event.type === 'AlertFired';
  draft.alerts.set(fingerprint, {
    ...{ alertId, fingerprint, ruleId, ruleName, labels, value },
    phase: fired ? 'firing' : 'pending',
    activeAt: ms(event.data.activeAt),
    heldFrom: same?.heldFrom ?? ms(event.data.activeAt),
    // Told anew because it has become more urgent, it fires since it first did.
    firedAt: fired ? (same?.firedAt ?? ms(evaluatedAt)) : null,
    severity: fired ? event.data.severity : null,
    definition: definition ?? null,
    clearedSince: null,
    acknowledged: same?.acknowledged ?? null,
  });
}

/** What `for` is counted from when the condition holds at this moment: time without data counts for nothing. */
export function heldFrom({ phase, heldFrom: from, clearedSince }: OpenAlert, at: number): number {
  return phase === 'pending' && clearedSince !== null ? from + Math.max(0, at - clearedSince) : from;
}

function returned(draft: Draft, event: Extract<AlertFact, { type: 'AlertConditionReturned' }>): void {
  const { evaluatedAt, value } = event.data;
  const alert = alertOf(draft, event);
  if (alert) change(draft, event, { clearedSince: null, heldFrom: heldFrom(alert, ms(evaluatedAt)), value });
}

function change(
  draft: Draft,
  event: { readonly data: { readonly alertId: string; readonly fingerprint: string } },
  changes: Partial<OpenAlert>,
): void {
  const alert = alertOf(draft, event);
  if (alert) draft.alerts.set(alert.fingerprint, { ...alert, ...changes });
}

function alertOf(
  draft: Draft,
  { data }: { readonly data: { readonly alertId: string; readonly fingerprint: string } },
): OpenAlert | undefined {
  const alert = draft.alerts.get(data.fingerprint);
  return alert?.alertId === data.alertId ? alert : undefined;
}

/** While nobody looked, nobody knows whether a condition held: that time counts for nothing. */
function postpone(draft: Draft, stoodStillMs: number): void {
  for (const [fingerprint, alert] of draft.alerts) {
    const clearedSince = alert.clearedSince === null ? null : alert.clearedSince + stoodStillMs;
    draft.alerts.set(fingerprint, { ...alert, heldFrom: alert.heldFrom + stoodStillMs, clearedSince });
  }
}

function ms(instant: string): number {
  return Date.parse(instant);
}
