import fc from 'fast-check';
import { agentStates } from '../../src/events/agent.events.js';
import { deploymentStatuses } from '../../src/events/deployment.events.js';
import { incidentSeverities, incidentStatuses } from '../../src/events/incident.events.js';
import { pullRequestStatuses, reviewVerdicts } from '../../src/events/pull-request.events.js';
import { storyStatuses } from '../../src/events/story.events.js';

const START = Date.UTC(2026, 0, 10);

/** Few subjects, so that facts meet; among them names that break careless code. */
const id = (kind: string) => fc.constantFrom(`${kind}-1`, `${kind}-2`, `${kind} 3 "\\'`, `${kind}/ü,{}`);
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const epicId = some(fc.constantFrom('epic-1', 'epic-2'));
const storyId = some(id('story'));
const team = some(fc.constantFrom('platform', 'mobile'));
const agentType = fc.constantFrom('code-reviewer', 'build_fixer', 'story-developer');
const model = fc.constantFrom('model-a', 'model-b');
const duration = fc.oneof(fc.integer({ min: 0, max: 900_000 }), fc.double({ min: 0, max: 50, noNaN: true }));
const tokens = fc.integer({ min: 0, max: 200_000 });
const usd = fc.constantFrom('0.1', '0.2', '0.000000000000000001', '12.34');

const dataByType = {
  AgentSpawned: fc.record({
    agentId: id('agent'),
    type: agentType,
    task: some(fc.string({ maxLength: 20 })),
    model: some(model),
    epicId,
    storyId,
    team,
  }),
  AgentStateChanged: fc.record({
    agentId: id('agent'),
    to: fc.constantFrom(...agentStates),
    reason: some(fc.string({ maxLength: 20 })),
  }),
  AgentObserved: fc.record({ agentId: id('agent'), agentType, model: some(model), epicId, storyId, team }),
  AgentAttributed: fc.record({
    agentId: id('agent'),
    epicId: some(fc.constantFrom('epic-1', 'epic-3', null)),
    storyId,
    team: some(fc.constantFrom('platform', 'web', null)),
  }),
  ToolDecisionRecorded: fc.record({
    agentId: id('agent'),
    tool: fc.constantFrom('Bash', 'Edit'),
    decision: fc.constantFrom('accepted', 'rejected', 'aborted'),
  }),
  AgentErrorRecorded: fc.record({ agentId: id('agent'), errorType: fc.constantFrom('api_refusal', 'internal_error') }),
  SpanRecorded: fc.record({
    traceId: fc.constantFrom('4bf92f3577b34da6a3ce929d0e0e4736', '5bf92f3577b34da6a3ce929d0e0e4736'),
    spanId: fc.constantFrom('1234567890abcdef', '2234567890abcdef'),
    name: fc.constantFrom('GET /', 'SELECT'),
    kind: fc.constantFrom('client', 'server'),
    startedAt: fc.constant('2026-01-15T10:00:00.000Z'),
    durationMs: duration,
    status: fc.constantFrom('ok', 'error'),
    attributes: fc.constant({ 'http.request.method': 'GET' }),
  }),
  TelemetryReceived: fc.record({
    agentId: id('agent'),
    source: fc.constantFrom('claude-code', 'other-agent'),
    sequences: some(
      fc.array(fc.record({ from: fc.nat(600), marks: fc.constantFrom('0a', '0a0b0c', '0a0b0d0e') }), { maxLength: 4 }),
    ),
    deltas: some(
      fc.array(fc.record({ amount: fc.constantFrom('input_tokens', 'cost_usd'), value: usd }), { maxLength: 2 }),
    ),
    totals: some(
      fc.array(
        fc.record({
          amount: fc.constantFrom('input_tokens', 'output_tokens'),
          series: fc.constantFrom('a', 'b'),
          startedAt: some(fc.constant('2026-01-15T10:00:00.000Z')),
          value: fc.nat(1_000).map(String),
        }),
        { maxLength: 3 },
      ),
    ),
  }),
  ModelCallRecorded: fc.record({
    agentId: id('agent'),
    model,
    inputTokens: tokens,
    outputTokens: tokens,
    cacheReadTokens: some(tokens),
    cacheWriteTokens: some(tokens),
    reportedCostUsd: some(usd),
    durationMs: duration,
    success: fc.boolean(),
    epicId,
    storyId,
    team,
  }),
  ToolCallRecorded: fc.record({
    agentId: id('agent'),
    tool: fc.constantFrom('Bash', 'Edit'),
    durationMs: duration,
    success: fc.boolean(),
    error: some(fc.string({ maxLength: 20 })),
  }),
  QueueDepthObserved: fc.record({ queue: fc.constantFrom('pr_queue', 'webhook_events'), depth: fc.nat(1_000) }),
  DeploymentTriggered: fc.record({
    deploymentId: id('deployment'),
    environment: fc.constantFrom('production', 'staging'),
    version: some(fc.constantFrom('v1', 'v2')),
    repository: some(fc.constantFrom('o/r', 'o/s')),
    commitSha: some(fc.constantFrom('aaa', 'bbb', 'ccc')),
  }),
  DeploymentStatusChanged: fc.record({
    deploymentId: id('deployment'),
    status: fc.constantFrom(...deploymentStatuses),
  }),
  ConfigurationChanged: fc.record({
    key: id('key'),
    value: fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.constant({ a: [1, { b: 'c' }] })),
  }),
  ApprovalRequested: fc.record({
    approvalId: id('approval'),
    requestedBy: some(fc.constantFrom('ann', 'bob')),
  }),
  ApprovalDecided: fc.record({
    approvalId: id('approval'),
    decision: fc.constantFrom('approved', 'rejected', 'timed_out'),
    decidedBy: some(fc.constantFrom('ann', 'bob')),
  }),
  PullRequestOpened: fc.record({
    pullRequestId: id('pr'),
    title: some(fc.string({ maxLength: 20 })),
    author: some(fc.constantFrom('ann', 'agent-1')),
    epicId,
    storyId,
  }),
  PullRequestStatusChanged: fc.record({ pullRequestId: id('pr'), status: fc.constantFrom(...pullRequestStatuses) }),
  ReviewRequested: fc.record({ pullRequestId: id('pr'), reviewer: some(fc.constantFrom('ann', 'bob')) }),
  ReviewSubmitted: fc.record({
    pullRequestId: id('pr'),
    reviewId: some(fc.constantFrom('1', '2')),
    reviewer: fc.constantFrom('ann', 'bob', 'bot'),
    verdict: fc.constantFrom(...reviewVerdicts),
  }),
  PullRequestDraftChanged: fc.record({ pullRequestId: id('pr'), draft: fc.boolean() }),
  ReviewDismissed: fc.record({ pullRequestId: id('pr'), reviewId: fc.constantFrom('1', '2') }),
  CommitsPushed: fc.record({
    repository: fc.constantFrom('o/r', 'o/s'),
    ref: fc.constant('refs/heads/main'),
    branch: some(fc.constant('main')),
    before: fc.constant('000'),
    after: fc.constantFrom('aaa', 'bbb'),
    change: fc.constantFrom('created', 'updated', 'deleted'),
    commitCount: fc.nat(3),
    commits: some(
      fc.array(
        fc.record({
          sha: fc.constantFrom('aaa', 'bbb', 'ccc'),
          title: fc.constant('a change'),
          committedAt: some(fc.constant('2026-01-10T08:00:00Z')),
        }),
        { maxLength: 3 },
      ),
    ),
  }),
  StoryCreated: fc.record({ storyId: id('story'), epicId, title: some(fc.string({ maxLength: 20 })) }),
  StoryStatusChanged: fc.record({ storyId: id('story'), status: fc.constantFrom(...storyStatuses) }),
  IncidentDetected: fc.record({
    incidentId: id('incident'),
    severity: fc.constantFrom(...incidentSeverities),
    title: fc.constantFrom('down', 'slow'),
  }),
  IncidentStatusChanged: fc.record({ incidentId: id('incident'), status: fc.constantFrom(...incidentStatuses) }),
} satisfies Record<string, fc.Arbitrary<unknown>>;

export type RandomFactType = keyof typeof dataByType;
export const randomFactTypes = Object.keys(dataByType) as RandomFactType[];

/** One item of `POST /api/events`, in no order of time; some repeat an id with the same or with other content. */
const item = fc.constantFrom(...randomFactTypes).chain((type) =>
  fc.record({
    type: fc.constant(type),
    id: some(fc.nat(400).map((n) => `item-${n}`)),
    occurredAt: fc.integer({ min: 0, max: 5 * 86_400 }).map((s) => new Date(START + s * 1_000).toISOString()),
    data: dataByType[type] as fc.Arbitrary<unknown>,
  }),
);

/** Histories as a fleet with bad clocks and bad connections reports them, cut into batches. */
export const reportedBatches = fc.array(fc.array(item, { minLength: 10, maxLength: 40 }), {
  minLength: 3,
  maxLength: 8,
  size: 'max',
});
