/** What a client may be told has changed: a word for the lists and reports that read from the same projections. */
export const streamTopics = [
  'agents',
  'alert_rules',
  'alerts',
  'api_keys',
  'approvals',
  'audit',
  'channels',
  'configuration',
  'costs',
  'delivery',
  'deployments',
  'incidents',
  'metrics',
  'notifications',
  'performance',
  'pull_requests',
  'queues',
  'silences',
  'stories',
  'telemetry_coverage',
  'tokens',
  'tool_calls',
  'traces',
] as const;
export type StreamTopic = (typeof streamTopics)[number];

/** Which topics a projection's rows are read for. */
const topicsOfProjections: Readonly<Record<string, readonly StreamTopic[]>> = {
  agents: ['agents'],
  tokens: ['tokens'],
  'model-usage': ['costs'],
  'agent-runs': ['performance'],
  'tool-calls': ['tool_calls'],
  traces: ['traces'],
  queues: ['queues'],
  deployments: ['deployments'],
  'delivery-flow': ['delivery'],
  // What becomes of an agent's pull requests is part of how it is judged.
  'pull-requests': ['pull_requests', 'performance'],
  stories: ['stories'],
  incidents: ['incidents'],
  approvals: ['approvals'],
  configuration: ['configuration'],
  channels: ['channels'],
  'telemetry-coverage': ['telemetry_coverage'],
  silences: ['silences'],
  notifications: ['notifications'],
  metrics: ['metrics'],
  'custom-metrics': ['metrics'],
  recommendations: ['costs'],
  'alert-rules': ['alert_rules'],
  alerts: ['alerts'],
  'api-keys': ['api_keys'],
  'audit-log': ['audit'],
};

/** None for a projection that nobody shows. */
export const topicsOf = (projection: string): readonly StreamTopic[] => topicsOfProjections[projection] ?? [];
