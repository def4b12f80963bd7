/** What changed, as `/api/stream` tells it, and the paths whose answers it concerns (by their beginning). */
const pathsOfTopic: Readonly<Record<string, readonly string[]>> = {
  agents: ['/api/agents', '/api/tokens', '/api/tool-calls', '/api/traces', '/api/telemetry'],
  alerts: ['/api/alerts', '/api/notifications'],
  alert_rules: ['/api/alerts/rules'],
  channels: ['/api/channels'],
  notifications: ['/api/notifications', '/api/channels'],
  silences: ['/api/silences', '/api/alerts'],
  costs: ['/api/cost', '/api/tokens'],
  audit: ['/api/audit'],
  deployments: ['/api/deployments', '/api/incidents', '/api/approvals', '/api/analytics/business'],
  incidents: ['/api/incidents'],
  approvals: ['/api/approvals'],
  pull_requests: ['/api/pull-requests'],
  stories: ['/api/stories'],
  queues: ['/api/queues'],
  configuration: ['/api/config'],
  metrics: ['/api/v1/'],
  projections: ['/api/projections', '/readyz'],
  health: ['/readyz', '/api/projections'],
};

/** Whether an answer of this path may be old since this topic changed. A topic that is not known concerns its namesake. */
export function concerns(topic: string, path: string): boolean {
  const prefixes = pathsOfTopic[topic] ?? [`/api/${topic.replaceAll('_', '-')}`];
  return prefixes.some((prefix) => path.startsWith(prefix));
}
