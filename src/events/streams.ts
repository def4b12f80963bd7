/**
 * Names of streams: `<category>-<id>`. The category is the part before the first dash (EventStoreDB reads it so),
 * hence it never contains one; the id may.
 */
export const streams = {
  agent: (agentId: string) => `agent-${agentId}`,
  agentActivity: (agentId: string) => `agentActivity-${agentId}`,
  /** What was told of all agents of one session. */
  agentSession: (sessionId: string) => `agentSession-${sessionId}`,
  /** Spans of one trace. */
  trace: (traceId: string) => `trace-${traceId}`,
  /** What an agent's telemetry tells of its own completeness. */
  telemetry: (agentId: string) => `telemetry-${agentId}`,
  queue: (name: string) => `queue-${name}`,
  deployment: (id: string) => `deployment-${id}`,
  configuration: (key: string) => `configuration-${key}`,
  approval: (id: string) => `approval-${id}`,
  pullRequest: (id: string) => `pullRequest-${id}`,
  story: (id: string) => `story-${id}`,
  incident: (id: string) => `incident-${id}`,
  repository: (fullName: string) => `repository-${fullName}`,
  webhook: (provider: string) => `webhook-${provider}`,
  apiKey: (id: string) => `apiKey-${id}`,
  access: (day: string) => `access-${day}`,
  auditRetention: () => 'auditRetention-policy',
  /** Every rule: one aggregate, because names are unique among them and files are imported whole. */
  alertRules: () => 'alertRules-book',
  /** All alerts of the rules of one group: what one evaluation finds is appended at once. */
  alertGroup: (group: string) => `alertGroup-${group}`,
  silence: (id: string) => `silence-${id}`,
  /** Every channel: one aggregate, because rules name them. */
  channels: () => 'channels-book',
  notification: (id: string) => `notification-${id}`,
  notificationPolicy: () => 'notificationPolicy-settings',
  /** Every price that somebody set. */
  priceBook: () => 'priceBook-book',
  budgets: () => 'budgets-book',
  recommendation: (id: string) => `recommendation-${id}`,
  /** What custom metrics there are: names are unique among them. */
  customMetrics: () => 'customMetrics-book',
  /** Values told of one custom metric. */
  customMetric: (name: string) => `customMetric-${name}`,
  traceExport: () => 'traceExport-settings',
} as const;
