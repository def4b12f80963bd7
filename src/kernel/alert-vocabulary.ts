/** Words of alerting that the log, the rules and every surface share. */

/** From the most urgent to the least. */
export const alertSeverities = ['critical', 'error', 'warning', 'info'] as const;
export type AlertSeverity = (typeof alertSeverities)[number];

/** `promql`: the condition as written; the others are filled in and compiled to PromQL, which is shown. */
export const alertRuleKinds = ['promql', 'threshold', 'rate', 'absence'] as const;
export type AlertRuleKind = (typeof alertRuleKinds)[number];

/**
 * What becomes of a firing alert whose series is gone: `resolve` at once, as in Prometheus; `keep` it for two
 * evaluations and resolve it then; `alert`: it goes on until the series is back.
 */
export const noDataPolicies = ['resolve', 'keep', 'alert'] as const;
export type NoDataPolicy = (typeof noDataPolicies)[number];

/** How a value is shown to people; `ratio`: 0 to 1, shown as percent. */
export const displayUnits = [
  'none',
  'ratio',
  'percent',
  'seconds',
  'milliseconds',
  'bytes',
  'usd',
  'tokens',
  'per_second',
] as const;
export type DisplayUnit = (typeof displayUnits)[number];

/** Why an alert ended. */
export const resolveReasons = ['recovered', 'no_data', 'rule_changed', 'rule_disabled', 'rule_deleted'] as const;
export type ResolveReason = (typeof resolveReasons)[number];

export const channelKinds = ['slack', 'email', 'pagerduty', 'webhook', 'alertmanager'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** Why a notification is sent. */
export const notificationReasons = [
  'first',
  'new_alerts',
  'some_resolved',
  'all_resolved',
  'repeat',
  'acknowledged',
  'silence_ended',
  'escalated',
  'digest',
  'test',
] as const;
export type NotificationReason = (typeof notificationReasons)[number];

/** Why no notification is sent although an alert changed. */
export const suppressionReasons = ['silenced', 'inhibited', 'acknowledged', 'superseded', 'no_channel'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];
