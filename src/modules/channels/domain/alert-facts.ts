import type { AlertSeverity } from '../../../kernel/alert-vocabulary.js';
import type { AlertMessage, NotificationMessage } from './notification-message.js';
import { shownValue } from './shown-value.js';
import { valueNow } from './value-now.js';
import type { TemplateFacts } from './template.js';

const icons: Readonly<Record<AlertSeverity, string>> = { critical: '🚨', error: '🔴', warning: '⚠️', info: 'ℹ️' };

/** How an alert stands, as messages name it: `CRITICAL`, `ACKNOWLEDGED`, `RESOLVED`. */
export function standingOf(alert: AlertMessage): { readonly icon: string; readonly word: string } {
  if (alert.status === 'resolved') return { icon: '✅', word: 'RESOLVED' };
  if (alert.acknowledgedBy !== null) return { icon: '👀', word: 'ACKNOWLEDGED' };
  return { icon: icons[alert.severity], word: alert.severity.toUpperCase() };
}

/** What is wrong, in the words of who wrote the rule, and else its condition. */
export function descriptionOf({ annotations, condition }: AlertMessage): string {
  return annotations['description'] ?? annotations['summary'] ?? condition;
}

export const firingOf = ({ alerts }: NotificationMessage) => alerts.filter(({ status }) => status === 'firing');

/** What templates draw from. */
export function factsOf(alert: AlertMessage, message: NotificationMessage): TemplateFacts {
  const firing = firingOf(message).length;
  return {
    rule: alert.ruleName,
    severity: alert.severity,
    status: alert.status,
    icon: standingOf(alert).icon,
    description: descriptionOf(alert),
    summary: alert.annotations['summary'] ?? '',
    value: alert.value ?? '',
    threshold: alert.threshold ?? '',
    'shown.value': valueNow(alert),
    'shown.threshold': alert.threshold === null ? '' : shownValue(alert.threshold, alert.unit),
    condition: alert.condition,
    triggeredAt: alert.triggeredAt,
    resolvedAt: alert.resolvedAt ?? '',
    acknowledgedBy: alert.acknowledgedBy ?? '',
    url: alert.url,
    runbookUrl: alert.runbookUrl ?? '',
    alertId: alert.alertId,
    fingerprint: alert.fingerprint,
    reason: message.reason,
    'count.firing': String(firing),
    'count.resolved': String(message.alerts.length - firing),
    'count.omitted': String(message.omitted),
    labels: alert.labels,
    annotations: alert.annotations,
  };
}
