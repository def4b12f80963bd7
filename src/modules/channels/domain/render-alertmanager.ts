import type { AlertMessage, NotificationMessage } from './notification-message.js';

/** The end of an alert that has none, as Alertmanager writes it. */
const NO_END = '0001-01-01T00:00:00Z';

/** The body of Alertmanager's webhooks, version 4, for receivers that know those. */
export function renderAlertmanagerWebhook(message: NotificationMessage, receiver: string) {
  const labels = message.alerts.map(labelsOf);
  return {
    version: '4',
    groupKey: message.groupKey,
    truncatedAlerts: message.omitted,
    status: message.status,
    receiver,
    groupLabels: message.groupLabels,
    commonLabels: common(labels),
    commonAnnotations: common(message.alerts.map(({ annotations }) => annotations)),
    externalURL: originOf(message.alerts[0]?.url),
    alerts: message.alerts.map((alert, index) => ({
      status: alert.status,
      labels: labels[index],
      annotations: alert.annotations,
      startsAt: alert.triggeredAt,
      endsAt: alert.resolvedAt ?? NO_END,
      generatorURL: alert.url,
      fingerprint: alert.fingerprint,
    })),
  };
}

/**
 * What is posted to `/api/v2/alerts`. A firing alert ends when nothing more is heard of it for `expireMs`, which is how
 * Alertmanager learns that its source is gone.
 */
export function renderAlertmanagerAlerts(message: NotificationMessage, now: Date, expireMs: number) {
  return message.alerts.map((alert) => ({
    labels: labelsOf(alert),
    annotations: alert.annotations,
    startsAt: alert.triggeredAt,
    endsAt:
      alert.status === 'firing'
        ? new Date(now.getTime() + expireMs).toISOString()
        : (alert.resolvedAt ?? now.toISOString()),
    generatorURL: alert.url,
  }));
}

function labelsOf({ labels, ruleName, severity }: AlertMessage): Record<string, string> {
  return { severity, ...labels, alertname: ruleName };
}

/** The members that all have, with the same value. */
function common(records: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const [first = {}, ...others] = records;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((one) => one[name] === value)),
  );
}

const originOf = (url: string | undefined) => (url !== undefined && URL.canParse(url) ? new URL(url).origin : '');
