import type { AlertSeverity, DisplayUnit, NotificationReason } from '../../../kernel/alert-vocabulary.js';

/** One alert as a message tells it. Instants are RFC 3339, values as Prometheus writes numbers. */
export interface AlertMessage {
  readonly alertId: string;
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly severity: AlertSeverity;
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** PromQL of the rule. */
  readonly condition: string;
  /** What the condition compares with, where it compares with a number: `20`; null where it does not. */
  readonly threshold: string | null;
  readonly unit: DisplayUnit;
  /** Of a rule that tells of what is absent: after how long without it the rule fires. */
  readonly absentForMs?: number;
  /** The value now; of a resolved alert, null where its series is gone. */
  readonly value: string | null;
  /** When it fired. */
  readonly triggeredAt: string;
  readonly resolvedAt: string | null;
  readonly acknowledgedBy: string | null;
  readonly runbookUrl: string | null;
  /** Its page in the dashboard. */
  readonly url: string;
}

/** What a channel is to deliver. The same `id` over all attempts: receivers that can recognise repetitions do so by it. */
export interface NotificationMessage {
  readonly id: string;
  readonly reason: NotificationReason;
  /** `resolved` where none of the alerts fires any more. */
  readonly status: 'firing' | 'resolved';
  /** The group of alerts that this tells of; messages of one group belong together. */
  readonly groupKey: string;
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly alerts: readonly AlertMessage[];
  /** Alerts of the group that are not in `alerts`, because there are too many. */
  readonly omitted: number;
  readonly createdAt: string;
}

/** What came of one attempt. `error` and `detail` never hold a secret, nor what the receiver's body said beyond a code. */
export type DeliveryOutcome =
  | { readonly status: 'delivered'; readonly detail: string }
  /** Try again, not before `retryAfterMs` where the receiver named a time. */
  | { readonly status: 'retry'; readonly error: string; readonly retryAfterMs: number | null }
  /** Trying again cannot help: the channel needs somebody to look at it. */
  | { readonly status: 'refused'; readonly error: string };
