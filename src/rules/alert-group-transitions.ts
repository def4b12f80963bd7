import type { AlertEvent } from '../events/alert.events.js';
import type { AlertRuleData } from '../events/alert-rule.events.js';
import { alertSeverities, type ResolveReason } from '../kernel/alert-vocabulary.js';
import { stableHash } from '../kernel/stable-hash.js';
import { heldFrom, type OpenAlert } from './alert-group.js';
import type { Finding } from './alert-group-round.js';

/** The rule and the moment that an alert is looked at. */
interface Moment {
  readonly ruleId: string;
  readonly rule: AlertRuleData;
  readonly definition: string;
  readonly at: number;
  readonly intervalMs: number;
}

/** How many evaluations an alert outlives its series, as when the process that told it starts anew. */
const KEPT_EVALUATIONS = 2;

/** A series whose condition holds now and did not before. */
export function decideNew(finding: Finding, moment: Moment): AlertEvent {
  const { ruleId, rule, definition, at } = moment;
  const alertId = occurrenceId(ruleId, finding.fingerprint, definition, at);
  const alert = { alertId, fingerprint: finding.fingerprint, activeAt: at };
  if (rule.forMs === 0) return fired(alert, finding, moment);
  const { labels, value } = finding;
  const told = { labels, value, activeAt: iso(at), definition };
  return { type: 'AlertPendingStarted', data: { ...subject(alert, moment), ...told } };
}

/** An alert whose condition holds. */
export function decideFound(alert: OpenAlert, finding: Finding, moment: Moment): readonly AlertEvent[] {
  const { rule, at } = moment;
  const events: AlertEvent[] = [];
  const about = subject(alert, moment);
  const { value } = finding;
  if (alert.clearedSince !== null) events.push({ type: 'AlertConditionReturned', data: { ...about, value } });
  // A clock that is set back makes nobody wait anew.
  const waited = Math.max(at, alert.firedAt ?? at) - heldFrom(alert, at) >= rule.forMs;
  if (alert.phase === 'pending') return waited ? [...events, fired(alert, finding, moment)] : events;
  if (!waited) return [...events, { type: 'AlertPendingRestarted', data: { ...about, value } }];
  if (isWorse(finding, alert)) {
    if (alert.acknowledged) events.push(acknowledgementEnded(alert, 'severity_worsened'));
    return [...events, fired(alert, finding, moment)];
  }
  return [...events, ...acknowledgementExpired(alert, at)];
}

/** An alert whose condition holds no more, or whose series is gone. */
export function decideMissing(
  alert: OpenAlert,
  remaining: ReadonlyMap<string, string | null> | undefined,
  moment: Moment,
): readonly AlertEvent[] {
  const { rule, at } = moment;
  const value = remaining?.get(alert.fingerprint) ?? null;
  const gone = remaining !== undefined && !remaining.has(alert.fingerprint);
  const reason = gone ? 'no_data' : 'recovered';
  const kept = alert.phase === 'pending' ? keepPendingMs(moment, gone) : keepMs(moment, gone);
  if (kept <= at - (alert.clearedSince ?? at)) {
    return [endAlert(alert, reason, value, at, rule.name)];
  }
  const events: AlertEvent[] = [];
  if (alert.clearedSince === null) {
    const cause = gone && rule.noData !== 'resolve' ? 'no_data' : 'keep_firing_for';
    events.push({ type: 'AlertConditionCleared', data: { ...subject(alert, moment), cause } });
  }
  return [...events, ...acknowledgementExpired(alert, at)];
}

/** The end of an alert: told to people only where it has fired. */
export function endAlert(
  alert: OpenAlert,
  reason: ResolveReason,
  value: string | null,
  at: number,
  ruleName = alert.ruleName,
): AlertEvent {
  const { alertId, fingerprint, ruleId } = alert;
  const about = { ruleId, ruleName, fingerprint, alertId, evaluatedAt: iso(at), reason };
  if (alert.phase === 'pending') return { type: 'AlertPendingEnded', data: about };
  return { type: 'AlertResolved', data: { ...about, value } };
}

/** Nothing, or that the time of its acknowledgement is over. */
export function acknowledgementExpired(alert: OpenAlert, at: number): readonly AlertEvent[] {
  const until = alert.acknowledged?.until ?? null;
  return until !== null && until <= at ? [acknowledgementEnded(alert, 'expired')] : [];
}

/**
 * How long a pending alert outlives its series: otherwise whoever starts anew makes everybody wait anew. That time counts
 * for nothing. A condition that is known to hold no more ends it at once.
 */
function keepPendingMs({ rule, intervalMs }: Moment, gone: boolean): number {
  return gone && rule.noData !== 'resolve' ? KEPT_EVALUATIONS * intervalMs : 0;
}

/** How long a firing alert outlives its condition. */
function keepMs({ rule, intervalMs }: Moment, gone: boolean): number {
  if (!gone || rule.noData === 'resolve') return rule.keepFiringForMs;
  return rule.noData === 'alert' ? Infinity : Math.max(KEPT_EVALUATIONS * intervalMs, rule.keepFiringForMs);
}

type Ended = Extract<AlertEvent, { type: 'AlertAcknowledgementEnded' }>;

export function acknowledgementEnded(alert: OpenAlert, reason: Ended['data']['reason']): Ended {
  const { ruleId, ruleName, alertId, fingerprint } = alert;
  return { type: 'AlertAcknowledgementEnded', data: { ruleId, ruleName, alertId, fingerprint, reason } };
}

function isWorse(finding: Finding, { severity }: OpenAlert): boolean {
  return severity !== null && alertSeverities.indexOf(finding.severity) < alertSeverities.indexOf(severity);
}

type Occurrence = Pick<OpenAlert, 'alertId' | 'fingerprint' | 'activeAt'>;

function fired(alert: Occurrence, finding: Finding, moment: Moment): AlertEvent {
  const { labels, value, severity, annotations } = finding;
  const { definition, rule } = moment;
  const told = { labels, value, severity, annotations, definition, activeAt: iso(alert.activeAt) };
  return { type: 'AlertFired', data: { ...subject(alert, moment), ...told, channels: [...rule.channels] } };
}

function subject({ alertId, fingerprint }: Pick<OpenAlert, 'alertId' | 'fingerprint'>, { ruleId, rule, at }: Moment) {
  return { ruleId, ruleName: rule.name, fingerprint, alertId, evaluatedAt: iso(at) };
}

/** A UUID (version 8) of what makes this occurrence: whoever decides the same round again finds the same. */
function occurrenceId(ruleId: string, fingerprint: string, definition: string, activeAt: number): string {
  const hex = stableHash(JSON.stringify([ruleId, fingerprint, definition, activeAt]));
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
