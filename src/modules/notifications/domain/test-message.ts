import type { AlertRuleData } from '../../../events/alert-rule.events.js';
import { type ComparingRule, thresholdOf } from './routing/threshold.js';

export interface TestedAlertRule
  extends ComparingRule, Pick<AlertRuleData, 'name' | 'severity' | 'unit' | 'runbookUrl' | 'labels'> {
  readonly id: string;
}

export interface TestOccasion {
  readonly id: string;
  readonly at: Date;
  readonly by: string;
  readonly url: string;
}

/** What a rule would send if it fired, marked as a test. The value is the threshold, since there is none. */
export function testMessage(rule: TestedAlertRule, { id, at, by, url }: TestOccasion) {
  const { name, severity, condition, unit, runbookUrl } = rule;
  const threshold = thresholdOf(rule);
  const time = at.toISOString();
  return {
    id,
    reason: 'test',
    status: 'firing',
    groupKey: `test:${rule.id}`,
    groupLabels: { alertname: name },
    alerts: [
      {
        alertId: id,
        fingerprint: `test-${id}`,
        ruleId: rule.id,
        ruleName: name,
        severity,
        status: 'firing',
        labels: { ...rule.labels, alertname: name },
        annotations: {
          summary: `Test of the alert rule ${name}`,
          description: `This is a test of the alert rule ${name}, sent by ${by}. Nothing is wrong.`,
        },
        condition,
        threshold,
        unit,
        value: threshold,
        triggeredAt: time,
        resolvedAt: null,
        acknowledgedBy: null,
        runbookUrl,
        url,
      },
    ],
    omitted: 0,
    createdAt: time,
  } as const;
}
