import type { AlertMessage, NotificationMessage } from '../../src/modules/channels/domain/notification-message.js';

/** The alert of the documentation: a rate of 35 % where 20 % is the most. */
export function alertMessage(change: Partial<AlertMessage> = {}): AlertMessage {
  return {
    alertId: '123',
    fingerprint: 'f1',
    ruleId: 'rule-1',
    ruleName: 'high-failure-rate',
    severity: 'critical',
    status: 'firing',
    labels: { alertname: 'high-failure-rate' },
    annotations: { description: 'Agent failure rate exceeds 20% in the last 5 minutes.' },
    condition: 'rate(orchestrate_agent_failures_total[5m]) > 0.2',
    threshold: '0.2',
    unit: 'ratio',
    value: '0.35',
    triggeredAt: '2024-01-15T14:32:00.000Z',
    resolvedAt: null,
    acknowledgedBy: null,
    runbookUrl: null,
    url: 'https://orchestrate.example.com/alerts/123',
    ...change,
  };
}

export function notificationMessage(
  change: Partial<NotificationMessage> = {},
  ...alerts: readonly AlertMessage[]
): NotificationMessage {
  return {
    id: '0197a000-0000-7000-8000-000000000001',
    reason: 'first',
    status: 'firing',
    groupKey: 'rule-1',
    groupLabels: { alertname: 'high-failure-rate' },
    alerts: alerts.length > 0 ? alerts : [alertMessage()],
    omitted: 0,
    createdAt: '2024-01-15T14:32:01.000Z',
    ...change,
  };
}

export const resolvedAlert = (change: Partial<AlertMessage> = {}) =>
  alertMessage({ status: 'resolved', value: '0.05', resolvedAt: '2024-01-15T14:40:00.000Z', ...change });
