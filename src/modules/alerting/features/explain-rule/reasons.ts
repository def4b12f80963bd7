import type { AlertRuleData } from '../../../../events/alert-rule.events.js';
import { durationText } from '../../../../kernel/duration-text.js';
import type { RecordedEvaluation } from '../../evaluation/rule-evaluations.store.js';
import type { AlertAnswer } from '../list-alerts/alert.response.js';
import type {
  EvaluatedExpression,
  ExplainedMessage,
  ExplainedRule,
  ExplainedSuppression,
} from './explained-rule.response.js';

type Ended = Pick<AlertAnswer, 'resolvedAt' | 'resolveReason'>;

interface Explained {
  readonly rule: AlertRuleData;
  readonly at: Date;
  readonly recorded: RecordedEvaluation | undefined;
  readonly condition: EvaluatedExpression;
  readonly comparison: ExplainedRule['comparison'];
  readonly alerts: readonly AlertAnswer[];
  /** Those of them that have ended since. */
  readonly ended: ReadonlyMap<string, Ended>;
  readonly notifications: readonly ExplainedMessage[];
  readonly suppressions: readonly ExplainedSuppression[];
}

const SHOWN_VALUES = 3;
const SHOWN_MESSAGES = 5;

/** Why a rule did, or did not, fire, in words. */
export function* reasonsOf(given: Explained): Generator<string> {
  const { rule, at, recorded, condition, alerts, ended } = given;
  if (!rule.enabled) yield 'The rule is disabled now: it is not evaluated, and its alerts end.';
  if (recorded === undefined) yield 'No evaluation up to this moment is on record; they are kept for seven days.';
  else if (recorded.error !== null) {
    yield `Its evaluation failed: ${recorded.error}. While it fails, alerts neither begin nor end.`;
  } else if (recorded.lastAt < at) {
    yield `It was last evaluated at ${recorded.lastAt.toISOString()}; nothing later is on record.`;
  }
  yield* alerts.map((alert) => ofAlert(alert, rule, at, ended.get(alert.id)));
  if (condition.error !== null)
    yield `On the series as they are recorded, the condition has no answer: ${condition.error}.`;
  else if (condition.results === 0) yield* whyNot(given);
  else if (alerts.length === 0) {
    yield `On the series as they are recorded, the condition holds for ${condition.results} series.`;
  }
  yield* messagesNear(given);
}

/** The few that are nearest to the moment, the earliest first. */
function messagesNear({ at, notifications, suppressions }: Explained): readonly string[] {
  const distance = (time: string) => Math.abs(Date.parse(time) - at.getTime());
  return [
    ...notifications.map((message) => ({ time: message.queuedAt, text: ofMessage(message) })),
    ...suppressions.map((one) => ({ time: one.at, text: ofSuppression(one) })),
  ]
    .sort((a, b) => distance(a.time) - distance(b.time))
    .slice(0, SHOWN_MESSAGES)
    .sort((a, b) => Date.parse(a.time) - Date.parse(b.time))
    .map(({ text }) => text);
}

function ofMessage({ channelName, tells, status, queuedAt, sentAt, error }: ExplainedMessage): string {
  if (sentAt !== null) return `A message that it is ${tells} went over ${channelName} at ${sentAt}.`;
  const failed = error === null ? '' : `: ${error}`;
  return `The message over ${channelName} of ${queuedAt}, that it is ${tells}, has not arrived (${status})${failed}.`;
}

function ofSuppression({ channelName, at, reason, because }: ExplainedSuppression): string {
  const over = channelName === null ? '' : ` over ${channelName}`;
  return `At ${at} nobody was told${over}: ${reason.replaceAll('_', ' ')}${because === null ? '' : ` (${because})`}.`;
}

function ofAlert({ labels, ...alert }: AlertAnswer, rule: AlertRuleData, at: Date, ended: Ended | undefined): string {
  const who = Object.entries(labels)
    .filter(([name]) => name !== 'alertname' && name !== 'severity')
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
  const subject = who === '' ? 'The alert' : `The alert of ${who}`;
  if (ended !== undefined) {
    const why = ended.resolveReason === null ? '' : ` (${ended.resolveReason.replaceAll('_', ' ')})`;
    return `${subject} fired from ${alert.triggeredAt} to ${ended.resolvedAt}${why}.`;
  }
  if (!rule.enabled && alert.status !== 'pending') {
    return `${subject} has fired since ${alert.triggeredAt}; it ends with the next evaluation of its group.`;
  }
  switch (alert.status) {
    case 'pending': {
      const held = at.getTime() - Date.parse(alert.pendingSince);
      return `${subject} is pending: its condition holds since ${alert.pendingSince}, for ${durationText(Math.max(0, held))} of the ${durationText(rule.forMs)} that the rule asks for.`;
    }
    case 'acknowledged':
      return `${subject} fires since ${alert.triggeredAt}; ${alert.acknowledgedBy} has acknowledged it, so it is not repeated.`;
    case 'silenced':
      return `${subject} fires since ${alert.triggeredAt}, but nobody is told: silenced by ${alert.silencedBy.join(', ')}.`;
    default: {
      const cleared =
        alert.conditionClearedAt === null
          ? ''
          : `, although its condition does not hold since ${alert.conditionClearedAt}`;
      return `${subject} fires since ${alert.triggeredAt}${cleared}.`;
    }
  }
}

function* whyNot({ comparison }: Explained): Generator<string> {
  if (!comparison) return yield 'The condition answered nothing.';
  const { left, operator, right } = comparison;
  for (const { expression, results, error } of [left, right]) {
    if (error !== null) return yield `The condition did not hold: ${expression} has no answer: ${error}.`;
    if (results === 0) return yield `The condition did not hold: there are no data for ${expression}.`;
  }
  yield `The condition did not hold: ${valuesOf(left)} is not ${operator} ${valuesOf(right)}.`;
}

function valuesOf({ expression, results, samples }: EvaluatedExpression): string {
  const values = samples.slice(0, SHOWN_VALUES).map(({ value }) => value);
  if (values.length === 1 && values[0] === expression) return expression;
  const more = (results ?? 0) > values.length ? `, and ${(results ?? 0) - values.length} more` : '';
  return `${expression} (${values.join(', ')}${more})`;
}
