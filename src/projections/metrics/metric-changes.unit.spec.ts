import { describe, expect, it } from 'vitest';
import { eventDefinitions } from '../../events/catalog.js';
import type { JsonObject } from '../../kernel/json.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import { changesOf, metricEventTypes } from './metric-changes.js';
import { parseSeries } from './series-change.js';

const recorded = (type: string, data: JsonObject): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type,
  schemaVersion: 1,
  data,
  meta: {
    occurredAt: '2026-01-15T10:00:00Z',
    actor: { type: 'api_key', id: 'a', name: 'fleet' },
    correlationId: 'c',
    source: 'rest',
  },
  stream: 'agent-a-1',
  revision: 0n,
  position: '1' as LogPosition,
  recordedAt: new Date('2026-01-16T00:00:00Z'),
});

/** `agents_total explorer,created +1`, `=?0` for a series that is there from now on, in words that a test can be read by. */
function changed(type: string, data: JsonObject): string[] {
  return changesOf(recorded(type, data)).map((change) => {
    const { name, values } = parseSeries(change.series);
    const effect =
      change.op === 'begin'
        ? '=?0'
        : change.op === 'add'
          ? `${change.amount < 0 ? '' : '+'}${change.amount}`
          : `${change.op === 'set' ? '=' : '~'}${change.value}`;
    return [name.replace('orchestrate_', ''), values.join(','), effect].filter((part) => part !== '').join(' ');
  });
}

const agent = { agentId: 'a-1', agentType: 'explorer' };
const call = { agentId: 'a-1', durationMs: 1_500 };
const pullRequest = { pullRequestId: 'o/r#1' };

const spawned = [
  'agents_spawned_total explorer +1',
  'agent_completions_total explorer =?0',
  'agent_failures_total explorer =?0',
  'errors_total agent =?0',
];

describe('an agent', () => {
  it.each([
    ['spawned', 'AgentSpawned', agent, [...spawned, 'agents_total explorer,created +1']],
    [
      'spawned after its state was told',
      'AgentSpawned',
      { ...agent, state: 'running', flags: ['late'] },
      [...spawned, 'agents_total unknown,running -1', 'agents_total explorer,running +1'],
    ],
    ['spawned late by an event that does not tell the state', 'AgentSpawned', { ...agent, flags: ['late'] }, spawned],
    [
      'in another state',
      'AgentStateChanged',
      { ...agent, from: 'created', to: 'initializing' },
      ['agents_total explorer,created -1', 'agents_total explorer,initializing +1'],
    ],
    [
      'unheard of',
      'AgentStateChanged',
      { agentId: 'a-1', agentType: 'unknown', to: 'running', flags: ['before_spawn'] },
      ['agents_total unknown,running +1'],
    ],
    ['that was once in a state', 'AgentStateChanged', { ...agent, from: 'created', to: 'paused', flags: ['late'] }, []],
    [
      'completed',
      'AgentStateChanged',
      { ...agent, from: 'running', to: 'completed', executionSeconds: 12.5 },
      [
        'agents_total explorer,running -1',
        'agents_total explorer,completed +1',
        'agent_completions_total explorer +1',
        'agent_execution_seconds explorer ~12.5',
        'agent_execution_duration_seconds explorer ~12.5',
      ],
    ],
    [
      'failed, as is told late',
      'AgentStateChanged',
      { ...agent, from: 'running', to: 'failed', flags: ['late'] },
      ['agent_failures_total explorer +1', 'errors_total agent +1'],
    ],
  ])('%s', (_name, type, data, changes) => {
    expect(changed(type, data)).toEqual(changes);
  });
});

describe('a call', () => {
  it('of a model counts its tokens by direction, those of the cache where they are known', () => {
    const tokens = { inputTokens: 100, outputTokens: 20, cacheReadTokens: 80, cacheWriteTokens: 0 };
    expect(changed('ModelCallRecorded', { ...call, ...tokens, model: 'opus', success: true })).toEqual([
      'tokens_total opus,input +100',
      'tokens_total opus,output +20',
      'model_calls_total opus,success +1',
      'model_calls_total opus,failure =?0',
      'errors_total model_call =?0',
      'model_call_duration_seconds opus ~1.5',
      'tokens_total opus,cache_read +80',
      'tokens_total opus,cache_write +0',
    ]);
  });

  it('that fails is an error', () => {
    const tokens = { inputTokens: 0, outputTokens: 0 };
    expect(changed('ModelCallRecorded', { ...call, ...tokens, model: 'opus', success: false })).toContain(
      'errors_total model_call +1',
    );
    expect(changed('ToolCallRecorded', { ...call, tool: 'Bash', success: false })).toEqual([
      'tool_calls_total Bash,failure +1',
      'tool_calls_total Bash,success =?0',
      'errors_total tool_call +1',
      'tool_call_duration_seconds Bash ~1.5',
    ]);
  });

  it('that succeeds is there to be compared with failures', () => {
    expect(changed('ToolCallRecorded', { ...call, tool: 'Bash', success: true })).toEqual([
      'tool_calls_total Bash,success +1',
      'tool_calls_total Bash,failure =?0',
      'errors_total tool_call =?0',
      'tool_call_duration_seconds Bash ~1.5',
    ]);
  });
});

describe('everything else that is reported', () => {
  it.each([
    [
      'QueueDepthObserved',
      { queue: 'pr_queue', depth: 0 },
      ['queue_depth pr_queue =0', 'queue_depth_last_observed_timestamp_seconds pr_queue =1768521600'],
    ],
    [
      'DeploymentTriggered',
      { environment: 'production' },
      [
        'deployments_total production,pending +1',
        'deployments_total production,succeeded =?0',
        'deployments_total production,failed =?0',
        'deployments_total production,timed_out =?0',
        'errors_total deployment =?0',
      ],
    ],
    [
      'DeploymentStatusChanged',
      { environment: 'production', from: 'in_progress', to: 'failed', durationSeconds: 90 },
      [
        'deployments_total production,failed +1',
        'deployment_duration_seconds production,failed ~90',
        'errors_total deployment +1',
      ],
    ],
    [
      'PullRequestOpened',
      pullRequest,
      ['pull_requests_total open +1', 'errors_total pull_request =?0', 'open_pull_requests open +1'],
    ],
    [
      'PullRequestOpened',
      { ...pullRequest, from: 'queued' },
      [
        'pull_requests_total open +1',
        'errors_total pull_request =?0',
        'open_pull_requests queued -1',
        'open_pull_requests open +1',
      ],
    ],
    [
      'PullRequestOpened',
      { ...pullRequest, flags: ['late'] },
      ['pull_requests_total open +1', 'errors_total pull_request =?0'],
    ],
    [
      'PullRequestStatusChanged',
      { ...pullRequest, from: 'reviewing', to: 'merged', cycleSeconds: 3_600 },
      ['pull_requests_total merged +1', 'open_pull_requests reviewing -1', 'pr_cycle_time_seconds ~3600'],
    ],
    [
      'PullRequestStatusChanged',
      { ...pullRequest, from: 'closed', to: 'open' },
      ['pull_requests_total open +1', 'open_pull_requests open +1'],
    ],
    [
      'PullRequestStatusChanged',
      { ...pullRequest, from: 'open', to: 'failed', flags: ['late'] },
      ['pull_requests_total failed +1', 'errors_total pull_request +1'],
    ],
    ['ReviewSubmitted', { verdict: 'pending' }, ['reviews_total pending +1']],
    [
      'ReviewSubmitted',
      { verdict: 'approved', reviewerType: 'human', turnaroundSeconds: 60 },
      ['reviews_total approved +1', 'code_review_turnaround_seconds human ~60'],
    ],
    ['ReviewDismissed', {}, ['reviews_dismissed_total +1']],
    ['StoryCreated', {}, ['stories pending +1']],
    ['StoryCreated', { flags: ['late'] }, []],
    [
      'StoryStatusChanged',
      { from: 'in_progress', to: 'completed', durationSeconds: 60 },
      ['stories in_progress -1', 'stories completed +1', 'story_completions_total +1', 'story_duration_seconds ~60'],
    ],
    ['IncidentDetected', { severity: 'high' }, ['incidents_total high +1', 'open_incidents detected +1']],
    ['IncidentDetected', { severity: 'high', flags: ['late'] }, ['incidents_total high +1']],
    [
      'IncidentStatusChanged',
      { severity: 'high', from: 'mitigating', to: 'resolved', recoverySeconds: 600 },
      ['open_incidents mitigating -1', 'incident_recovery_seconds high ~600'],
    ],
    ['IncidentStatusChanged', { from: 'resolved', to: 'investigating' }, ['open_incidents investigating +1']],
    ['IncidentStatusChanged', { from: 'resolved', to: 'post_mortem' }, []],
    ['ApprovalRequested', {}, ['approval_requests_total +1']],
    [
      'ApprovalDecided',
      { decision: 'approved', status: 'approved', waitSeconds: 30 },
      ['approval_decisions_total approved +1', 'approval_wait_seconds approved ~30'],
    ],
    ['ApprovalDecided', { decision: 'delegated', status: 'delegated' }, ['approval_decisions_total delegated +1']],
    ['ApprovalDecided', { decision: 'approved', status: 'pending', flags: ['not_an_approver'] }, []],
    ['ConfigurationChanged', { key: 'k', change: 'updated' }, ['configuration_changes_total updated +1']],
    [
      'CheckCompleted',
      { kind: 'check_run', conclusion: 'failure', durationSeconds: 61 },
      ['ci_checks_total check_run,failure +1', 'ci_check_duration_seconds check_run ~61'],
    ],
    ['WebhookReceived', { event: 'star' }, ['webhook_unmapped_total star +1']],
  ])('%s %j', (type, data, changes) => {
    expect(changed(type, data as JsonObject)).toEqual(changes);
  });

  it.each<[string, object, string[]]>([
    [
      'NotificationQueued',
      { channelName: 'ops' },
      [
        'notifications_total ops,queued +1',
        'notifications_total ops,sent =?0',
        'notifications_total ops,retrying =?0',
        'notifications_total ops,failed =?0',
      ],
    ],
    [
      'NotificationSent',
      { channelName: 'ops', latencyMs: 1_500 },
      ['notifications_total ops,sent +1', 'notification_latency_seconds ops ~1.5'],
    ],
    ['NotificationSent', { channelName: 'ops' }, ['notifications_total ops,sent +1']],
    [
      'NotificationFailed',
      { channelName: 'ops', retryAt: null },
      ['notifications_total ops,failed +1', 'notifications_failed_total ops,given_up +1'],
    ],
    [
      'NotificationFailed',
      { channelName: 'ops', retryAt: '2026-01-15T10:00:05Z' },
      ['notifications_total ops,retrying +1', 'notifications_failed_total ops,unreachable +1'],
    ],
    [
      'NotificationFailed',
      { channelName: 'ops', retryAt: '2026-01-15T10:00:05Z', throttledUntil: '2026-01-15T10:00:05Z' },
      ['notifications_total ops,retrying +1', 'notifications_failed_total ops,throttled +1'],
    ],
    ['NotificationSuppressed', { reason: 'silenced' }, ['notifications_suppressed_total silenced +1']],
    [
      'ChannelCreated',
      { name: 'ops' },
      [
        'channel_unhealthy ops =0',
        'notifications_failed_total ops,given_up =?0',
        'notifications_failed_total ops,unreachable =?0',
        'notifications_failed_total ops,throttled =?0',
      ],
    ],
    ['ChannelFailed', { name: 'ops' }, ['channel_unhealthy ops =1']],
    ['ChannelRecovered', { name: 'ops' }, ['channel_unhealthy ops =0']],
    ['ChannelDeleted', { name: 'ops' }, ['channel_unhealthy ops =0']],
  ])('of notifications: %s %j', (type, data, changes) => {
    expect(changed(type, data as JsonObject)).toEqual(changes);
  });

  it.each<[string, object, string[]]>([
    [
      'AlertRuleCreated',
      { rule: { name: 'backlog', severity: 'warning' } },
      ['alerts_fired_total backlog,warning =?0', 'alerts_resolved_total backlog,recovered =?0'],
    ],
    [
      'AlertRuleChanged',
      { rule: { name: 'backlog', severity: 'critical' }, previous: { name: 'backlog', severity: 'warning' } },
      ['alerts_fired_total backlog,critical =?0', 'alerts_resolved_total backlog,recovered =?0'],
    ],
    ['AlertFired', { ruleName: 'backlog', severity: 'critical' }, ['alerts_fired_total backlog,critical +1']],
    ['AlertResolved', { ruleName: 'backlog', reason: 'no_data' }, ['alerts_resolved_total backlog,no_data +1']],
    ['AlertAcknowledged', { ruleName: 'backlog' }, ['alerts_acknowledged_total backlog +1']],
  ])('of alerts: %s %j', (type, data, changes) => {
    expect(changed(type, data as JsonObject)).toEqual(changes);
  });

  it('changes nothing where no series follows it', () => {
    expect(changed('ApiKeyCreated', {})).toEqual([]);
    expect(changed('FromTomorrow', {})).toEqual([]);
    expect(changed('constructor', {})).toEqual([]);
  });

  it('is of types that the catalogue has', () => {
    const types = eventDefinitions.map(({ type }) => type);
    expect(metricEventTypes.filter((type) => !types.includes(type))).toEqual([]);
  });
});
