/**
 * The domain metrics: the one list from which the projector, `/metrics` and the documentation page are made.
 * Names and labels of the epic are kept to the letter, `orchestrate_agents_total` being a gauge included.
 */
export interface MetricFamily {
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram' | 'summary';
  readonly help: string;
  readonly unit?: 'seconds';
  readonly labels: readonly string[];
  /** Upper bounds of a histogram's buckets, ascending, without +Inf. */
  readonly buckets?: readonly number[];
  /** Quantiles of a summary. */
  readonly quantiles?: readonly number[];
}

const seconds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600] as const;

/** A summary answers for this many of its latest observations: recent, and the same after a replay. */
export const SUMMARY_WINDOW = 256;

export const metricFamilies = {
  agents: {
    name: 'orchestrate_agents_total',
    kind: 'gauge',
    help: 'Agents by type and current state.',
    labels: ['type', 'state'],
  },
  agentsSpawned: {
    name: 'orchestrate_agents_spawned_total',
    kind: 'counter',
    help: 'Agents that were spawned.',
    labels: ['type'],
  },
  agentCompletions: {
    name: 'orchestrate_agent_completions_total',
    kind: 'counter',
    help: 'Agents that completed their task.',
    labels: ['type'],
  },
  agentFailures: {
    name: 'orchestrate_agent_failures_total',
    kind: 'counter',
    help: 'Agents that failed.',
    labels: ['type'],
  },
  agentExecution: {
    name: 'orchestrate_agent_execution_seconds',
    kind: 'summary',
    unit: 'seconds',
    help: `Time from running to the end of an agent, over the latest ${SUMMARY_WINDOW} of its type.`,
    labels: ['type'],
    quantiles: [0.5, 0.9, 0.95, 0.99],
  },
  agentExecutionDuration: {
    name: 'orchestrate_agent_execution_duration_seconds',
    kind: 'histogram',
    unit: 'seconds',
    help: 'Time from running to the end of an agent.',
    labels: ['type'],
    buckets: [1, 5, 10, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200],
  },
  tokens: {
    name: 'orchestrate_tokens_total',
    kind: 'counter',
    help: 'Tokens of model calls; input includes what was read from and written to a cache.',
    labels: ['model', 'direction'],
  },
  modelCalls: {
    name: 'orchestrate_model_calls_total',
    kind: 'counter',
    help: 'Model calls by outcome.',
    labels: ['model', 'outcome'],
  },
  modelCallDuration: {
    name: 'orchestrate_model_call_duration_seconds',
    kind: 'histogram',
    unit: 'seconds',
    help: 'Duration of model calls, as the agents saw it.',
    labels: ['model'],
    buckets: seconds,
  },
  toolCalls: {
    name: 'orchestrate_tool_calls_total',
    kind: 'counter',
    help: 'Tool calls by outcome.',
    labels: ['tool', 'outcome'],
  },
  toolCallDuration: {
    name: 'orchestrate_tool_call_duration_seconds',
    kind: 'histogram',
    unit: 'seconds',
    help: 'Duration of tool calls.',
    labels: ['tool'],
    buckets: seconds,
  },
  queueDepth: {
    name: 'orchestrate_queue_depth',
    kind: 'gauge',
    help: 'Items waiting in a queue, as last observed.',
    labels: ['queue'],
  },
  deployments: {
    name: 'orchestrate_deployments_total',
    kind: 'counter',
    help: 'Deployments that reached a status.',
    labels: ['environment', 'status'],
  },
  pullRequests: {
    name: 'orchestrate_pull_requests_total',
    kind: 'counter',
    help: 'Pull requests that reached a status.',
    labels: ['status'],
  },
  reviews: {
    name: 'orchestrate_reviews_total',
    kind: 'counter',
    help: 'Code reviews by verdict.',
    labels: ['verdict'],
  },
  stories: {
    name: 'orchestrate_stories_total',
    kind: 'gauge',
    help: 'Stories by current status.',
    labels: ['status'],
  },
  incidents: {
    name: 'orchestrate_incidents_total',
    kind: 'counter',
    help: 'Incidents that were detected.',
    labels: ['severity'],
  },
  checks: {
    name: 'orchestrate_ci_checks_total',
    kind: 'counter',
    help: 'Completed CI checks by conclusion.',
    labels: ['conclusion'],
  },
  unmappedDeliveries: {
    name: 'orchestrate_webhook_unmapped_total',
    kind: 'counter',
    help: 'Webhook deliveries stored as received, because nothing maps them to facts.',
    labels: ['event'],
  },
  errors: {
    name: 'orchestrate_errors_total',
    kind: 'counter',
    help: 'Failures reported by the fleet, by what failed.',
    labels: ['error_type'],
  },
} as const satisfies Record<string, MetricFamily>;

export const familyByName: ReadonlyMap<string, MetricFamily> = new Map(
  Object.values(metricFamilies).map((family) => [family.name, family]),
);
