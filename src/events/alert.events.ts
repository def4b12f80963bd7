import { z } from 'zod';
import { alertSeverities, resolveReasons } from '../kernel/alert-vocabulary.js';
import { defineEvent, type EventOf } from './event-definition.js';

/** A number as Prometheus writes it: JSON has neither `+Inf` nor `NaN`. */
const value = z.string().max(40);
const texts = z.record(z.string().max(200), z.string().max(20_000));
const instant = z.string().max(40);

const alert = {
  ruleId: z.string().min(1).max(200),
  ruleName: z.string().min(1).max(200),
  /** Hash of the rule's id and the final labels: the same whenever this alert fires. */
  fingerprint: z.string().min(1).max(64),
  /** One for each time from pending to resolved: what people call "the alert". */
  alertId: z.string().min(1).max(200),
  /** The moment of the evaluation that found it, on the grid of its group. */
  evaluatedAt: instant,
};

/** What people are told, as it stood when it fired. */
const told = {
  labels: texts,
  value,
  /** Since when the condition holds. */
  activeAt: instant,
  /** Hash of what the rule meant: an alert of a rule that has since got another meaning ends. */
  definition: z.string().max(64).optional(),
};

export const alertPendingStarted = defineEvent({
  type: 'AlertPendingStarted',
  version: 1,
  summary: "A rule's condition holds, but not yet for as long as the rule asks.",
  category: 'alertGroup',
  data: z.object({ ...alert, ...told }),
});

/** Told a second time of the same alert, it has become more urgent: its rule now has a worse severity. */
export const alertFired = defineEvent({
  type: 'AlertFired',
  version: 1,
  summary: 'An alert fires: people are to be told.',
  category: 'alertGroup',
  data: z.object({
    ...alert,
    ...told,
    severity: z.enum(alertSeverities),
    /** Names of the channels that the rule names. */
    channels: z.array(z.string().max(200)),
    annotations: texts,
  }),
});

export const alertPendingEnded = defineEvent({
  type: 'AlertPendingEnded',
  version: 1,
  summary: 'A pending alert ended before it fired: nobody is told.',
  category: 'alertGroup',
  data: z.object({ ...alert, reason: z.enum(resolveReasons) }),
});

export const alertConditionCleared = defineEvent({
  type: 'AlertConditionCleared',
  version: 1,
  summary:
    'The condition of a firing alert holds no more, or an alert has no data; it goes on for as long as its rule says.',
  category: 'alertGroup',
  data: z.object({ ...alert, cause: z.enum(['keep_firing_for', 'no_data']) }),
});

export const alertConditionReturned = defineEvent({
  type: 'AlertConditionReturned',
  version: 1,
  summary: 'The condition of an alert holds again, before the alert ended.',
  category: 'alertGroup',
  data: z.object({ ...alert, value }),
});

export const alertPendingRestarted = defineEvent({
  type: 'AlertPendingRestarted',
  version: 1,
  summary: 'A firing alert is pending again, because its rule now asks for a longer time.',
  category: 'alertGroup',
  data: z.object({ ...alert, value }),
});

export const alertResolved = defineEvent({
  type: 'AlertResolved',
  version: 1,
  summary: 'An alert ended.',
  category: 'alertGroup',
  data: z.object({
    ...alert,
    reason: z.enum(resolveReasons),
    /** The value now, where there is one. */
    value: value.nullable(),
  }),
});

export const alertAcknowledged = defineEvent({
  type: 'AlertAcknowledged',
  version: 1,
  summary: 'Somebody has taken an alert: it is not repeated.',
  category: 'alertGroup',
  data: z.object({
    ruleId: alert.ruleId,
    ruleName: alert.ruleName,
    alertId: alert.alertId,
    fingerprint: alert.fingerprint,
    note: z.string().max(2_000).nullable(),
    until: instant.nullable(),
  }),
});

export const alertAcknowledgementEnded = defineEvent({
  type: 'AlertAcknowledgementEnded',
  version: 1,
  summary: 'An acknowledgement holds no more, although the alert still fires.',
  category: 'alertGroup',
  data: z.object({
    ruleId: alert.ruleId,
    ruleName: alert.ruleName,
    alertId: alert.alertId,
    fingerprint: alert.fingerprint,
    reason: z.enum(['expired', 'withdrawn', 'severity_worsened']),
  }),
});

export const alertEvaluationResumed = defineEvent({
  type: 'AlertEvaluationResumed',
  version: 1,
  summary: 'A group is evaluated again after a pause, which counts neither towards `for` nor `keep_firing_for`.',
  category: 'alertGroup',
  data: z.object({
    evaluatedAt: instant,
    /** The last evaluation before; later than this one where the clock was set back. */
    stoodStillSince: instant,
  }),
});

export const alertRuleFailed = defineEvent({
  type: 'AlertRuleFailed',
  version: 1,
  summary: "A rule's evaluation fails since this moment; its alerts stay as they are.",
  category: 'alertGroup',
  data: z.object({
    ruleId: alert.ruleId,
    ruleName: alert.ruleName,
    evaluatedAt: instant,
    error: z.string().max(2_000),
  }),
});

export const alertRuleRecovered = defineEvent({
  type: 'AlertRuleRecovered',
  version: 1,
  summary: "A rule's evaluation succeeds again.",
  category: 'alertGroup',
  data: z.object({ ruleId: alert.ruleId, ruleName: alert.ruleName, evaluatedAt: instant }),
});

export const alertEvents = [
  alertPendingStarted,
  alertFired,
  alertPendingEnded,
  alertConditionCleared,
  alertConditionReturned,
  alertPendingRestarted,
  alertResolved,
  alertAcknowledged,
  alertAcknowledgementEnded,
  alertEvaluationResumed,
  alertRuleFailed,
  alertRuleRecovered,
] as const;
export type AlertEvent = EventOf<(typeof alertEvents)[number]>;
