import type { AlertSeverity } from '../../../kernel/alert-vocabulary.js';
import type { AlertMessage, NotificationMessage } from './notification-message.js';

export interface SampleOptions {
  readonly id: string;
  readonly now: Date;
  readonly severity: AlertSeverity;
  readonly status: 'firing' | 'resolved';
  readonly reason: NotificationMessage['reason'];
  readonly description: string;
  readonly url: string;
  /** What of the alert is to be otherwise. */
  readonly change?: Partial<AlertMessage>;
}

/** A message that tells of no real alert. */
export function sampleMessage(options: SampleOptions): NotificationMessage {
  const { id, now, severity, status, reason, description, url, change } = options;
  const at = now.toISOString();
  const alert: AlertMessage = {
    alertId: `test-${id}`,
    fingerprint: 'test',
    ruleId: 'test',
    ruleName: 'test-alert',
    severity,
    status,
    labels: { alertname: 'test-alert', severity },
    annotations: { description },
    condition: 'vector(0.35) > 0.2',
    threshold: '0.2',
    unit: 'ratio',
    value: status === 'firing' ? '0.35' : '0.05',
    triggeredAt: at,
    resolvedAt: status === 'firing' ? null : at,
    acknowledgedBy: null,
    runbookUrl: null,
    url,
    ...change,
  };
  return {
    id,
    reason,
    status,
    groupKey: `test-${id}`,
    groupLabels: { alertname: alert.ruleName },
    alerts: [alert],
    omitted: 0,
    createdAt: at,
  };
}
