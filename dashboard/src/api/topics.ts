/** What changed, as `/api/stream` tells it, and the paths whose answers it concerns (by their beginning). */
const pathsOfTopic: Readonly<Record<string, readonly string[]>> = {
  agents: ['/api/agents'],
  alert_rules: ['/api/alerts/rules', '/api/v1/rules'],
  alerts: ['/api/alerts', '/api/v1/alerts', '/api/v1/rules'],
  api_keys: ['/api/keys'],
  channels: ['/api/channels'],
  configuration: ['/api/config'],
  costs: ['/api/cost'],
  delivery: ['/api/analytics/business'],
  metrics: ['/api/v1/'],
  performance: ['/api/analytics/agents', '/api/analytics/trends'],
  telemetry_coverage: ['/api/telemetry'],
  // Calls are part of their agent's timeline and totals.
  tokens: ['/api/tokens', '/api/agents/'],
  tool_calls: ['/api/tool-calls', '/api/agents/'],
};

/** Whether an answer of this path may be old since this topic changed. A topic that is not known concerns its namesake. */
export function concerns(topic: string, path: string): boolean {
  const prefixes = pathsOfTopic[topic] ?? [`/api/${topic.replaceAll('_', '-')}`];
  return prefixes.some((prefix) => path.startsWith(prefix));
}
