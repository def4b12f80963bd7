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

interface Explained {
  readonly rule: AlertRuleData;
  readonly at: Date;
  readonly recorded: RecordedEvaluation | undefined;
  readonly condition: EvaluatedExpression;
  readonly comparison: ExplainedRule['comparison'];
  readonly alerts: readonly AlertAnswer[];
  readonly notifications: readonly ExplainedMessage[];
  readonly suppressions: readonly ExplainedSuppression[];
}

const SHOWN_VALUES = 3;
const SHOWN_MESSAGES = 5;

/** Why a rule did, or did not, fire, in words. */
export function* reasonsOf(given: Explained): Generator<string> {
  const { rule, at, recorded, condition, alerts, notifications, suppressions } = given;
  if (!rule.enabled) yield 'The rule is disabled: it is not evaluated, and its alerts have ended.';
  if (recorded === undefined) yield 'No evaluation up to this moment is on record; they are kept for seven days.';
  else if (recorded.error !== null) {
    yield `Its evaluation failed: ${recorded.error}. While it fails, alerts neither begin nor end.`;
  } else if (recorded.lastAt < at) {
    yield `It was last evaluated at ${recorded.lastAt.toISOString()}; nothing later is on record.`;
  }
  yield* alerts.map((alert) => ofAlert(alert, rule, at));
  if (condition.error !== null)
    yield `On the series as they are recorded, the condition has no answer: ${condition.error}.`;
  else if (condition.results === 0) yield* whyNot(given);
  else if (alerts.length === 0) {
    yield `On the series as they are recorded, the condition holds for ${condition.results} series.`;
  }
  yield* notifications.slice(0, SHOWN_MESSAGES).map(ofMessage);
  yield* suppressions.slice(0, SHOWN_MESSAGES).map(ofSuppression);
}

function ofMessage({ channelName, status, queuedAt, sentAt, error }: ExplainedMessage): string {
  if (sentAt !== null) return `A message went over ${channelName} at ${sentAt}.`;
  const failed = error === null ? '' : `: ${error}`;
  return `The message over ${channelName} of ${queuedAt} has not arrived (${status})${failed}.`;
}

function ofSuppression({ channelName, at, reason, because }: ExplainedSuppression): string {
  const over = channelName === null ? '' : ` over ${channelName}`;
  return `At ${at} nobody was told${over}: ${reason.replaceAll('_', ' ')}${because === null ? '' : ` (${because})`}.`;
}

function ofAlert({ labels, ...alert }: AlertAnswer, rule: AlertRuleData, at: Date): string {
  const who = Object.entries(labels)
    .filter(([name]) => name !== 'alertname' && name !== 'severity')
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
  const subject = who === '' ? 'The alert' : `The alert of ${who}`;
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
