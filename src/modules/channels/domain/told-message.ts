import { type AlertSeverity, alertSeverities } from '../../../kernel/alert-vocabulary.js';
import type { ChannelData } from '../../../events/channel.events.js';
import { descriptionOf, factsOf, firingOf, standingOf } from './alert-facts.js';
import type { AlertMessage, NotificationMessage } from './notification-message.js';
import { shownValue } from './shown-value.js';
import { valueNow } from './value-now.js';
import { parseTemplate, renderTemplate } from './template.js';
import { shownInstant, truncated } from './template-filters.js';

/** One alert in the words of a channel: every text is escaped for it. */
export interface ToldAlert {
  readonly alert: AlertMessage;
  /** `🚨 CRITICAL: high-failure-rate`, and what tells it from the others of the message. */
  readonly title: string;
  /** Of a template; null: description and values are told. */
  readonly body: string | null;
  readonly description: string;
  /** `Current value: 35%`, one after the other. */
  readonly values: readonly string[];
}

export interface ToldMessage {
  readonly title: string;
  readonly alerts: readonly ToldAlert[];
  /** How many alerts are not told. */
  readonly omitted: number;
}

export type Escape = (text: string) => string;

const MAX_DESCRIPTION = 2_000;
const MAX_LABEL = 60;

/** Puts the message into words, by the channel's templates where it has them; `escape` makes text safe for the channel. */
export function tell(message: NotificationMessage, templates: ChannelData['templates'], escape: Escape): ToldMessage {
  const alerts = [...message.alerts].sort(byUrgency);
  const [first] = alerts;
  const leading = leadingOf(message);
  const one = alerts.length === 1;
  const titleTemplate = leading && templateFor(leading.severity, templates, 'title');
  const ownTitle =
    leading && titleTemplate ? renderTemplate(parseTemplate(titleTemplate), factsOf(leading, message), escape) : '';
  // A template of names that are not there may come to nothing, which no receiver takes for a title.
  const title = ownTitle.trim() || escape(one && first ? titleOf(first) : groupTitle(message, leading));
  return {
    title: message.reason === 'test' ? testTitle(leading, ownTitle.trim(), escape) : title,
    alerts: alerts.map((alert) => told(alert, message, templates, escape)),
    omitted: message.omitted,
  };
}

/** The one that a message is about first: the worst of those that fire. */
export function leadingOf(message: NotificationMessage): AlertMessage | undefined {
  return [...message.alerts].sort(byUrgency)[0];
}

/** What fires before what is over, the worst before the rest. */
function byUrgency(one: AlertMessage, other: AlertMessage): number {
  const rank = ({ severity, status }: AlertMessage) =>
    alertSeverities.indexOf(severity) + (status === 'firing' ? 0 : alertSeverities.length);
  return rank(one) - rank(other);
}

function told(
  alert: AlertMessage,
  message: NotificationMessage,
  templates: ChannelData['templates'],
  escape: Escape,
): ToldAlert {
  const template = templateFor(alert.severity, templates, 'body');
  const distinct = message.alerts.length > 1 ? distinctLabels(alert, message.alerts) : '';
  return {
    alert,
    title: escape(`${titleOf(alert)}${distinct}`),
    body: template ? renderTemplate(parseTemplate(template), factsOf(alert, message), escape) : null,
    description: escape(truncated(descriptionOf(alert), MAX_DESCRIPTION)),
    values: valuesOf(alert).map(escape),
  };
}

function titleOf(alert: AlertMessage): string {
  const { icon, word } = standingOf(alert);
  return `${icon} ${word}: ${alert.ruleName}`;
}

/** Says first that it is a test, so that nobody gets up for it; a template says the rest. */
function testTitle(alert: AlertMessage | undefined, ownTitle: string, escape: Escape): string {
  return `🧪 TEST: ${ownTitle || escape(alert ? `${alert.ruleName} (${alert.severity})` : '')}`;
}

function groupTitle(message: NotificationMessage, leading: AlertMessage | undefined): string {
  if (!leading) return '';
  const { icon, word } = standingOf(leading);
  const firing = firingOf(message).length;
  const resolved = message.alerts.length - firing;
  const names = new Set(message.alerts.map(({ ruleName }) => ruleName));
  const of = names.size === 1 ? leading.ruleName : `${names.size} rules`;
  const counts = [
    ...(firing > 0 ? [`${firing} firing`] : []),
    ...(resolved > 0 ? [`${resolved} resolved`] : []),
    ...(message.omitted > 0 ? [`${message.omitted} more`] : []),
  ];
  return `${icon} ${word}: ${of} (${counts.join(', ')})`;
}

function valuesOf(alert: AlertMessage): string[] {
  return [
    `Current value: ${valueNow(alert)}`,
    ...(alert.threshold === null ? [] : [`Threshold: ${shownValue(alert.threshold, alert.unit)}`]),
    `Triggered at: ${shownInstant(alert.triggeredAt)}`,
    ...(alert.resolvedAt === null ? [] : [`Resolved at: ${shownInstant(alert.resolvedAt)}`]),
    ...(alert.acknowledgedBy === null ? [] : [`Acknowledged by: ${truncated(alert.acknowledgedBy, MAX_LABEL)}`]),
  ];
}

/** The labels by which it differs from the others of the message. */
function distinctLabels({ labels }: AlertMessage, others: readonly AlertMessage[]): string {
  const shown = Object.entries(labels)
    .filter(([name, value]) => name !== 'alertname' && others.some((other) => other.labels[name] !== value))
    .slice(0, 5)
    .map(([name, value]) => `${name}=${truncated(value, MAX_LABEL)}`);
  return shown.length === 0 ? '' : ` (${shown.join(', ')})`;
}

function templateFor(severity: AlertSeverity, templates: ChannelData['templates'], part: 'title' | 'body') {
  const own = templates.find((template) => template.severity === severity)?.[part];
  return own ?? templates.find((template) => template.severity === null)?.[part] ?? null;
}
