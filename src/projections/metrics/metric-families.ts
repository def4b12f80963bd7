/**
 * The domain metrics: the one list from which the projector, `/metrics` and the documentation page are made.
 * Names and labels of the epic are kept to the letter, `orchestrate_agents_total` being a gauge included.
 */
export interface MetricFamily {
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram' | 'summary';
  readonly help: string;
  /** As the name says it, for OpenMetrics. */
  readonly unit?: string;
  readonly labels: readonly string[];
  /** Upper bounds of a histogram's buckets, ascending, without +Inf. */
  readonly buckets?: readonly number[];
  /** Quantiles of a summary. */
  readonly quantiles?: readonly number[];
  /**
   * A gauge that says what somebody saw, and stays so when nobody looks any more. Beside it stands
   * `<name>_last_observed_timestamp_seconds`, by which a rule can tell the one from the other.
   */
  readonly observed?: true;
}

/** Of calls: from a tenth of a second to an hour. */
const seconds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600] as const;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Of work that machines do: a minute to hours. */
const minutesToHours = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 360].map((minutes) => minutes * MINUTE);
/** Of work that waits for people: minutes to weeks. */
const minutesToWeeks = [
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  DAY,
  2 * DAY,
  4 * DAY,
  7 * DAY,
  14 * DAY,
];

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
  toolDecisions: {
    name: 'orchestrate_tool_decisions_total',
    kind: 'counter',
    help: 'Decisions of users and rules on whether a tool may be used: accepted, rejected, aborted.',
    labels: ['tool', 'decision'],
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
    observed: true,
  },
  queueDepthObserved: {
    name: 'orchestrate_queue_depth_last_observed_timestamp_seconds',
    kind: 'gauge',
    unit: 'seconds',
    help: 'When the depth of a queue was last observed, in Unix seconds; without a new observation the depth stays as it was.',
    labels: ['queue'],
  },
  deployments: {
    name: 'orchestrate_deployments_total',
    kind: 'counter',
    help: 'Steps of deployments into a status; being triggered is one into pending.',
    labels: ['environment', 'status'],
  },
  deploymentDuration: {
    name: 'orchestrate_deployment_duration_seconds',
    kind: 'histogram',
    unit: 'seconds',
    help: 'Time from the trigger of a deployment to its end, by how it ended.',
    labels: ['environment', 'status'],
    buckets: minutesToHours,
  },
  pullRequests: {
    name: 'orchestrate_pull_requests_total',
    kind: 'counter',
    help: 'Steps of pull requests into a status; being opened is one into open.',
    labels: ['status'],
  },
  openPullRequests: {
    name: 'orchestrate_open_pull_requests',
    kind: 'gauge',
    help: 'Pull requests that are neither merged, closed nor failed, by current status.',
    labels: ['status'],
  },
  pullRequestCycle: {
    name: 'orchestrate_pr_cycle_time_seconds',
    kind: 'histogram',
    unit: 'seconds',
    help: 'Time from the opening of a pull request to its merge.',
    labels: [],
    buckets: minutesToWeeks,
  },
  reviews: {
    name: 'orchestrate_reviews_total',
    kind: 'counter',
    help: 'Code reviews by verdict.',
    labels: ['verdict'],
  },
  dismissedReviews: {
    name: 'orchestrate_reviews_dismissed_total',
    kind: 'counter',
    help: 'Code reviews whose verdict was withdrawn.',
    labels: [],
  },
  reviewTurnaround: {
    name: 'orchestrate_code_review_turnaround_seconds',
    kind: 'histogram',
    unit: 'seconds',
    help: 'Time from the request of a code review to its verdict.',
    labels: ['reviewer_type'],
    buckets: minutesToWeeks,
  },
  stories: {
    name: 'orchestrate_stories',
    kind: 'gauge',
    help: 'Stories by current status.',
    labels: ['status'],
  },
  storyCompletions: {
    name: 'orchestrate_story_completions_total',
    kind: 'counter',
    help: 'Stories that were completed.',
    labels: [],
  },
  storyDuration: {
    name: 'orchestrate_story_duration_seconds',
    kind: 'histogram',
    unit: 'seconds',
    help: 'Time from the beginning of the work on a story to its completion.',
    labels: [],
    buckets: minutesToWeeks,
  },
  incidents: {
    name: 'orchestrate_incidents_total',
    kind: 'counter',
    help: 'Incidents that were detected.',
    labels: ['severity'],
  },
  openIncidents: {
    name: 'orchestrate_open_incidents',
    kind: 'gauge',
    help: 'Incidents that are not resolved, by current status.',
    labels: ['status'],
  },
  incidentRecovery: {
    name: 'orchestrate_incident_recovery_seconds',
    kind: 'histogram',
    unit: 'seconds',
    help: 'Time from the detection of an incident to its resolution.',
    labels: ['severity'],
    buckets: minutesToWeeks,
  },
  approvalRequests: {
    name: 'orchestrate_approval_requests_total',
    kind: 'counter',
    help: 'Approvals that were asked for.',
    labels: [],
  },
  approvalDecisions: {
    name: 'orchestrate_approval_decisions_total',
    kind: 'counter',
    help: 'Decisions on approvals; several may be needed for one approval.',
    labels: ['decision'],
  },
  approvalWait: {
    name: 'orchestrate_approval_wait_seconds',
    kind: 'histogram',
    unit: 'seconds',
    help: 'Time from the request of an approval to the decision that resolved it.',
    labels: ['status'],
    buckets: minutesToWeeks,
  },
  configurationChanges: {
    name: 'orchestrate_configuration_changes_total',
    kind: 'counter',
    help: 'Changes of configuration keys.',
    labels: ['change'],
  },
  checks: {
    name: 'orchestrate_ci_checks_total',
    kind: 'counter',
    help: 'Completed CI checks by conclusion. A workflow run contains suites, a suite contains runs: sum one kind only.',
    labels: ['kind', 'conclusion'],
  },
  checkDuration: {
    name: 'orchestrate_ci_check_duration_seconds',
    kind: 'histogram',
    unit: 'seconds',
    help: 'Duration of completed CI checks.',
    labels: ['kind'],
    buckets: minutesToHours,
  },
  unmappedDeliveries: {
    name: 'orchestrate_webhook_unmapped_total',
    kind: 'counter',
    help: 'Webhook deliveries kept as received, because no other event stands for them.',
    labels: ['event'],
  },
  errors: {
    name: 'orchestrate_errors_total',
    kind: 'counter',
    help: 'Failures reported by the fleet, by what failed.',
    labels: ['error_type'],
  },
  alertsFired: {
    name: 'orchestrate_alerts_fired_total',
    kind: 'counter',
    help: 'Alerts that fired, by the rule and its severity; one that becomes more urgent fires again.',
    labels: ['rule', 'severity'],
  },
  alertsResolved: {
    name: 'orchestrate_alerts_resolved_total',
    kind: 'counter',
    help: 'Alerts that fired and ended, by why: recovered, or the rule was changed, disabled or deleted, or has no data.',
    labels: ['rule', 'reason'],
  },
  alertsAcknowledged: {
    name: 'orchestrate_alerts_acknowledged_total',
    kind: 'counter',
    help: 'Times that somebody took an alert of the rule.',
    labels: ['rule'],
  },
  notifications: {
    name: 'orchestrate_notifications_total',
    kind: 'counter',
    help: 'Notifications by what became of them: queued, sent, retrying, failed.',
    labels: ['channel', 'outcome'],
  },
  notificationFailures: {
    name: 'orchestrate_notifications_failed_total',
    kind: 'counter',
    help: 'Attempts that failed: the receiver was unreachable, throttled us, or it was given up.',
    labels: ['channel', 'reason'],
  },
  notificationsSuppressed: {
    name: 'orchestrate_notifications_suppressed_total',
    kind: 'counter',
    help: 'Changes of alerts that nobody was told of, by why.',
    labels: ['reason'],
  },
  notificationLatency: {
    name: 'orchestrate_notification_latency_seconds',
    kind: 'histogram',
    unit: 'seconds',
    help: 'Time from when what a notification tells came about to its arrival.',
    labels: ['channel'],
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 300, 1_800, 3_600],
  },
  channelUnhealthy: {
    name: 'orchestrate_channel_unhealthy',
    kind: 'gauge',
    help: '1 while a channel refuses messages for good, 0 otherwise.',
    labels: ['channel'],
  },
} as const satisfies Record<string, MetricFamily>;

/** What the cap on label values hides. Not a series of the log: it follows from which series there are. */
export const hiddenLabelValues: MetricFamily = {
  name: 'orchestrate_metric_label_values_hidden_total',
  kind: 'counter',
  help: 'Label values beyond the cap of a metric, shown together as `other`.',
  labels: ['metric', 'label'],
};

/** The same of the limits on series of custom metrics. */
export const hiddenCustomValues: MetricFamily = {
  name: 'orchestrate_custom_metric_label_values_hidden_total',
  kind: 'counter',
  help: 'Label values of series beyond the limit of a custom metric, shown together as `other`.',
  labels: ['metric', 'label'],
};

export const familyByName: ReadonlyMap<string, MetricFamily> = new Map(
  Object.values(metricFamilies).map((family) => [family.name, family]),
);
