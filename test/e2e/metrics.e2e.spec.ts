import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPrometheus, PrometheusServer, promtoolComplaints } from '../support/prometheus.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { startTestService, type TestService } from '../support/service.js';

const START = Date.UTC(2026, 0, 15, 10);
const after = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

function life(agentId: string, type: string, steps: readonly (readonly [to: string, at: number])[]) {
  return [
    { type: 'AgentSpawned', occurredAt: after(0), data: { agentId, type } },
    ...steps.map(([to, at]) => ({ type: 'AgentStateChanged', occurredAt: after(at), data: { agentId, to } })),
  ];
}

const toRunning = [
  ['initializing', 1],
  ['running', 2],
] as const;

/** What it takes to see the numbers of the epic's own example, and something of everything else. */
const facts = [
  ...['a-1', 'a-2', 'a-3'].flatMap((agentId) => life(agentId, 'story_developer', toRunning)),
  ...life('a-4', 'story-developer', [...toRunning, ['completed', 122.5]]),
  ...life('a-5', 'code_reviewer', [...toRunning, ['failed', 12]]),
  // Its state is told before its spawn.
  { type: 'AgentStateChanged', occurredAt: after(5), data: { agentId: 'a-6', to: 'running' } },
  { type: 'AgentSpawned', occurredAt: after(4), data: { agentId: 'a-6', type: 'explorer' } },
  {
    type: 'ModelCallRecorded',
    occurredAt: after(20),
    data: {
      agentId: 'a-1',
      model: 'claude-3-opus',
      inputTokens: 1_500_000,
      outputTokens: 500_000,
      cacheReadTokens: 1_000,
      durationMs: 900,
      success: true,
    },
  },
  {
    type: 'ToolCallRecorded',
    data: { agentId: 'a-1', tool: 'Bash "\\', durationMs: 100, success: false, error: 'no' },
  },
  { type: 'QueueDepthObserved', data: { queue: 'webhook_events', depth: 5 } },
  { type: 'QueueDepthObserved', data: { queue: 'pr_queue', depth: 2 } },
  { type: 'DeploymentTriggered', occurredAt: after(0), data: { deploymentId: 'd-1', environment: 'production' } },
  { type: 'DeploymentStatusChanged', occurredAt: after(90), data: { deploymentId: 'd-1', status: 'succeeded' } },
  { type: 'PullRequestOpened', occurredAt: after(0), data: { pullRequestId: 'o/r#1' } },
  {
    type: 'ReviewSubmitted',
    occurredAt: after(600),
    data: { pullRequestId: 'o/r#1', reviewer: 'ann', reviewerType: 'human', verdict: 'approved' },
  },
  { type: 'PullRequestStatusChanged', occurredAt: after(3_600), data: { pullRequestId: 'o/r#1', status: 'merged' } },
  { type: 'StoryCreated', occurredAt: after(0), data: { storyId: '7A.1' } },
  { type: 'StoryStatusChanged', occurredAt: after(60), data: { storyId: '7A.1', status: 'completed' } },
  { type: 'IncidentDetected', occurredAt: after(0), data: { incidentId: 'i-1', severity: 'p1' } },
  { type: 'IncidentStatusChanged', occurredAt: after(600), data: { incidentId: 'i-1', status: 'resolved' } },
  { type: 'ApprovalRequested', occurredAt: after(0), data: { approvalId: 'ap-1' } },
  {
    type: 'ApprovalDecided',
    occurredAt: after(30),
    data: { approvalId: 'ap-1', decision: 'approved', decidedBy: 'ann' },
  },
  { type: 'ConfigurationChanged', data: { key: 'max_agents', value: 5 } },
];

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

const lines = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

function sampleOf(line: string): Sample {
  const [, name = '', labels = ''] = /^([a-z_]+)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
  const pairs = [...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, value]) => [label, value]);
  return { name, labels: Object.fromEntries(pairs) };
}

/** What one process measures of itself, and how it went to verify the log; everything else follows from the log. */
const isOwn = (line: string) =>
  /^(# \w+ )?(nodejs_|process_|orchestrate_http_|orchestrate_projection_|orchestrate_audit_verif)/.test(line);
const domainOf = (text: string) => text.split('\n').filter((line) => line !== '' && !isOwn(line));

describe('/metrics', () => {
  let database: TestDatabase;
  let service: TestService;
  let position: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    service = await startTestService({ database });
    const { status, body } = await service.post('/api/events', facts);
    const refused = body.results?.filter((result: { status: string }) => result.status !== 'accepted');
    if (status !== 200 || refused.length > 0) throw new Error(`${status}: ${JSON.stringify(refused ?? body)}`);
    position = body.position;
  });
  afterAll(async () => {
    await service.close();
    await database.drop();
  });

  const scrape = async (from: TestService = service, path = '/metrics', accept = 'text/plain'): Promise<string> => {
    const { status, body } = await from.get(`${path}?minPosition=${position}`, { key: null, headers: { accept } });
    expect([status, body]).toEqual([200, expect.any(String)]);
    return body as string;
  };

  /** Another one after a rebuild. */
  const tableOf = async (): Promise<number> => {
    const { rows } = await service.runtime.pool.query<{ oid: number }>(`select 'public.metric_series'::regclass::oid`);
    return rows[0]!.oid;
  };

  it('says what the epic’s example says', async () => {
    expect(lines(await scrape())).toEqual(
      expect.arrayContaining([
        'orchestrate_agents_total{type="story-developer",state="running"} 3',
        'orchestrate_agents_total{type="story-developer",state="completed"} 1',
        'orchestrate_agents_total{type="code-reviewer",state="failed"} 1',
        'orchestrate_agents_total{type="explorer",state="running"} 1',
        'orchestrate_agents_total{type="unknown",state="running"} 0',
        'orchestrate_agent_execution_seconds{type="story-developer",quantile="0.99"} 120.5',
        'orchestrate_agent_execution_duration_seconds_bucket{type="story-developer",le="300.0"} 1',
        'orchestrate_tokens_total{model="claude-3-opus",direction="input"} 1500000',
        'orchestrate_tokens_total{model="claude-3-opus",direction="output"} 500000',
        'orchestrate_tokens_total{model="claude-3-opus",direction="cache_read"} 1000',
        'orchestrate_http_requests_total{method="POST",path="/api/events",status="200"} 1',
        expect.stringMatching(
          /^orchestrate_http_request_duration_seconds\{quantile="0.95",method="POST",path="\/api\/events"\} 0\.\d+$/,
        ),
        expect.stringMatching(/^orchestrate_http_request_latency_seconds_bucket\{le="\+Inf",method="POST",.*\} 1$/),
        'orchestrate_queue_depth{queue="webhook_events"} 5',
        'orchestrate_queue_depth{queue="pr_queue"} 2',
        'orchestrate_agent_failures_total{type="code-reviewer"} 1',
        'orchestrate_errors_total{error_type="agent"} 1',
        'orchestrate_errors_total{error_type="tool_call"} 1',
        'orchestrate_tool_calls_total{tool="Bash \\"\\\\",outcome="failure"} 1',
      ]),
    );
  });

  it('has exactly the labels of the epic on the epic’s metrics', async () => {
    const samples = lines(await scrape()).map(sampleOf);
    const expected = {
      orchestrate_agents_total: ['state', 'type'],
      orchestrate_agent_execution_seconds: ['quantile', 'type'],
      orchestrate_tokens_total: ['direction', 'model'],
      orchestrate_http_requests_total: ['method', 'path', 'status'],
      orchestrate_http_request_duration_seconds: ['method', 'path', 'quantile'],
      orchestrate_queue_depth: ['queue'],
      orchestrate_agent_failures_total: ['type'],
    };
    const found = samples
      .filter(({ name }) => name in expected)
      .map(({ name, labels }) => [name, Object.keys(labels).sort()] as const);
    expect(Object.fromEntries(found)).toEqual(expected);
    for (const [name, labels] of found) expect(labels).toEqual(expected[name as keyof typeof expected]);
  });

  it('counts what happened beside the agents', async () => {
    expect(lines(await scrape())).toEqual(
      expect.arrayContaining([
        'orchestrate_deployments_total{environment="production",status="succeeded"} 1',
        'orchestrate_deployment_duration_seconds_sum{environment="production",status="succeeded"} 90',
        'orchestrate_pull_requests_total{status="merged"} 1',
        'orchestrate_open_pull_requests{status="open"} 0',
        'orchestrate_pr_cycle_time_seconds_sum 3600',
        'orchestrate_reviews_total{verdict="approved"} 1',
        'orchestrate_code_review_turnaround_seconds_sum{reviewer_type="human"} 600',
        'orchestrate_stories{status="completed"} 1',
        'orchestrate_story_completions_total 1',
        'orchestrate_incidents_total{severity="high"} 1',
        'orchestrate_incident_recovery_seconds_sum{severity="high"} 600',
        'orchestrate_approval_decisions_total{decision="approved"} 1',
        'orchestrate_approval_wait_seconds_sum{status="approved"} 30',
        'orchestrate_configuration_changes_total{change="created"} 1',
        'orchestrate_projection_lag_seconds{projection="metrics"} 0',
        'orchestrate_projection_dead_letters{projection="metrics"} 0',
      ]),
    );
  });

  it('never has an id in a label', async () => {
    const ids = ['a-1', 'a-6', 'd-1', 'o/r#1', '7A.1', 'i-1', 'ap-1', 'max_agents', 'ann'];
    await service.get('/api/agents/a-1');
    await service.get('/api/nothing/here/a-1');
    const values = lines(await scrape()).flatMap((line) => Object.values(sampleOf(line).labels));
    expect(values.filter((value) => ids.some((id) => value === id || value.includes(`/${id}`)))).toEqual([]);
    expect(values).toContain('/api/agents/:id');
    expect(values).toContain('unmatched');
  });

  it('is the same under the API', async () => {
    expect(domainOf(await scrape(service, '/api/metrics'))).toEqual(domainOf(await scrape()));
  });

  it('is OpenMetrics for those who ask for it', async () => {
    const accept = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';
    const { headers } = await service.get('/metrics', { headers: { accept } });
    expect(headers.get('content-type')).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    const { headers: plain } = await service.get('/metrics');
    expect(plain.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await scrape(service, '/metrics', accept);
    expect(text.endsWith('\n# EOF\n')).toBe(true);
    expect(text.match(/^# EOF$/gm)).toHaveLength(1);
    expect(text).not.toMatch(/^$\n/m);
    expect(text).toContain('# TYPE orchestrate_tokens counter\n');
    expect(text).toContain('# TYPE orchestrate_http_requests counter\n');
    expect(text).not.toMatch(/^# TYPE \S+_total counter$/m);
    expect(text).toContain('# UNIT orchestrate_agent_execution_seconds seconds\n');
    const domain = (exposition: string) => domainOf(exposition).filter((line) => !line.startsWith('#'));
    expect(domain(text)).toEqual(domain(await scrape()));
  });

  it('is the same after 100 scrapes, a restart and a rebuild, and from a second replica', async () => {
    const before = domainOf(await scrape());
    expect(before.length).toBeGreaterThan(100);
    const scrapes = await Promise.all(Array.from({ length: 100 }, () => scrape()));
    expect(scrapes.map(domainOf).filter((text) => text.join('\n') !== before.join('\n'))).toEqual([]);

    const replica = await startTestService({ database });
    try {
      expect(domainOf(await scrape(replica))).toEqual(before);
      const table = await tableOf();
      expect((await service.post('/api/projections/metrics/rebuild', undefined)).status).toBe(202);
      const outcomes = await service.runtime.engine.awaitRebuild(['metrics'], AbortSignal.timeout(30_000));
      expect(outcomes).toEqual([{ projection: 'metrics', outcome: 'done' }]);
      expect(await tableOf()).not.toBe(table);
      expect(domainOf(await scrape())).toEqual(before);
      expect(domainOf(await scrape(replica))).toEqual(before);
    } finally {
      await replica.close();
    }

    await service.close();
    service = await startTestService({ database });
    expect(domainOf(await scrape())).toEqual(before);
  });

  it('counts what is sent again only once', async () => {
    const before = domainOf(await scrape());
    const [first] = facts;
    const { body } = await service.post('/api/events', [first]);
    expect(body.results[0].status).toBe('duplicate');
    expect(domainOf(await scrape())).toEqual(before);
  });

  describe.skipIf(!hasPrometheus())('for a real Prometheus', () => {
    it('is what promtool has nothing against, but for the name that the epic gave', async () => {
      expect(await promtoolComplaints(await scrape())).toEqual([
        'orchestrate_agents_total non-counter metrics should not have "_total" suffix',
      ]);
    });

    it('is scraped, type by type, and can be queried', async () => {
      const prometheus = await PrometheusServer.start([
        { name: 'root', url: service.url, path: '/metrics' },
        { name: 'api', url: service.url, path: '/api/metrics' },
      ]);
      try {
        const value = async (query: string) => (await prometheus.query(query)).map(({ value: [, text] }) => text);
        await expect.poll(() => value('count(up == 1)'), { timeout: 30_000, interval: 200 }).toEqual(['2']);
        const running = await prometheus.query('orchestrate_agents_total{type="story-developer",state="running"}');
        expect(running.map(({ metric, value: [, text] }) => [metric['job'], text]).sort()).toEqual([
          ['api', '3'],
          ['root', '3'],
        ]);
        expect(await value('sum(orchestrate_tokens_total{job="root"}) > 1000000')).toEqual(['2001000']);
        expect(await value("orchestrate_queue_depth{job='root', queue='webhook_events'}")).toEqual(['5']);
        expect(await value('orchestrate_agent_execution_seconds{job="root",quantile="0.99"}')).toContain('120.5');
        expect(await value('orchestrate_tool_calls_total{job="root",tool="Bash \\"\\\\",outcome="failure"}')).toEqual([
          '1',
        ]);
        const p50 = 'histogram_quantile(0.5, orchestrate_agent_execution_duration_seconds_bucket{job="root"})';
        expect(await value(`${p50} > 0`)).toHaveLength(2);
        const { data } = await prometheus.get('/api/v1/targets');
        const { activeTargets } = data as { activeTargets: { lastError: string }[] };
        expect(activeTargets.map(({ lastError }) => lastError)).toEqual(['', '']);
      } finally {
        await prometheus.stop();
      }
    });
  });
});
