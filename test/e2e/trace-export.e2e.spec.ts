import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.js';
import { createTestDatabase } from '../support/postgres.js';
import { startTestService, type TestService } from '../support/service.js';
import { type SpanCollector, startSpanCollector } from '../support/span-collector.js';

const PATH = '/api/trace-export';

describe('the export of traces, over the API', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service?.close());

  const put = (body: object, options: object = {}) => service.request('PUT', PATH, { body, ...options });

  it('is off until an administrator turns it on, and says who did', async () => {
    expect((await service.get(PATH)).body).toMatchObject({ enabled: false, revision: null, changedBy: null });
    const endpoint = 'http://127.0.0.1:9/';
    const changed = await put({ enabled: true, exporter: 'jaeger', endpoint, sampleRate: 0.5 });
    expect(changed.body).toMatchObject({ changed: true, revision: '0', endpoint: 'http://127.0.0.1:9/v1/traces' });
    const shown = await service.get(PATH);
    expect(shown.body).toMatchObject({
      enabled: true,
      exporter: 'jaeger',
      sampleRate: 0.5,
      changedBy: 'ORCHESTRATE_ADMIN_KEY',
    });
    expect(shown.headers.get('etag')).toBe('"0"');
    expect((await put({ enabled: true })).body).toMatchObject({ changed: false, revision: '0' });
    const entries = await service.get(`/api/audit?action=tracing.export_changed&minPosition=${changed.body.position}`);
    expect(entries.body.items).toMatchObject([{ resource: 'tracing:export', actor: 'ORCHESTRATE_ADMIN_KEY' }]);
  });

  it('is turned off only by who saw how it is', async () => {
    const stale = await put({ enabled: false }, { headers: { 'if-match': '"7"' } });
    expect([stale.status, stale.body.code]).toEqual([412, 'STALE_REVISION']);
    expect((await put({ enabled: false }, { headers: { 'if-match': '"0"' } })).body).toMatchObject({ changed: true });
  });

  it.each([
    [{ enabled: true, endpoint: 'http://u:p@host:4318' }, 'endpoint'],
    [{ enabled: true, endpoint: 'http://169.254.169.254/' }, 'endpoint'],
    [{ enabled: true, sampleRate: 2 }, 'sampleRate'],
    [{ enabled: true, exporter: 'zipkin' }, 'exporter'],
    [{}, 'enabled'],
  ])('refuses %j', async (body, field) => {
    const refused = await put(body);
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, field]);
  });

  it('is shown to viewers and changed by administrators alone', async () => {
    const key = await service.createKey('viewer');
    expect((await service.get(PATH, { key })).status).toBe(200);
    expect((await put({ enabled: true }, { key })).status).toBe(403);
  });
});

describe('orchestrate trace', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service?.close());

  const run = (...line: string[]) =>
    cli(['trace', ...line], { env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey } });

  it('turns the export on and off, and says how it stands', async () => {
    expect((await run('status')).out).toMatch(/export +off\n/);
    const enabled = await run('enable', '--exporter', 'jaeger', '--sample-rate', '0.25');
    expect([enabled.code, enabled.out]).toEqual([
      0,
      'exporting traces to jaeger at http://127.0.0.1:4319/v1/traces (25 % of all, and what failed)\n',
    ]);
    expect((await run('status')).out).toMatch(/agents +0 sent, 0 failed\n +last sent +never\n/);
    expect((await run('disable')).out).toBe('exporting no traces\n');
    expect((await run('disable')).out).toBe('no traces were exported\n');
  });

  it.each([
    [['enable'], 2, /--exporter/],
    [['enable', '--exporter', 'zipkin'], 2, /jaeger, otlp/],
    [['enable', '--exporter', 'otlp', '--sample-rate', '1.5'], 2, /from 0 to 1/],
    [['enable', '--exporter', 'otlp', '--endpoint', 'http://u:p@h:1'], 1, /OTEL_EXPORTER_OTLP_HEADERS/],
  ])('refuses %j', async (line, code, message) => {
    const refused = await run(...line);
    expect([refused.code, refused.err]).toEqual([code, expect.stringMatching(message)]);
  });
});

describe('the runs of agents, exported', () => {
  let collector: SpanCollector;
  let service: TestService;
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const rootId = 'b7ad6b7169203331';
  beforeAll(async () => {
    collector = await startSpanCollector();
    service = await startTestService();
  });
  afterAll(async () => {
    await service?.close();
    await collector?.close();
  });

  const report = async (...items: readonly (readonly [type: string, at: string, data: object])[]) => {
    const batch = items.map(([type, at, data]) => ({ type, occurredAt: `2026-01-15T${at}Z`, data }));
    const { body } = await service.post('/api/events', batch);
    expect(body.results.filter((one: { status: string }) => one.status !== 'accepted')).toEqual([]);
  };
  const named = (name: string) => collector.spans.find((span) => span.name === name);
  const enable = (more: object = {}) =>
    service.request('PUT', PATH, { body: { enabled: true, exporter: 'otlp', endpoint: collector.url, ...more } });

  it('arrive from then on with their hierarchy, ids, times and attributes', async () => {
    await report(['AgentSpawned', '09:00:00', { agentId: 'before', type: 'story-developer' }]);
    await report(['AgentStateChanged', '09:01:00', { agentId: 'before', to: 'completed' }]);
    expect((await enable()).status).toBe(200);
    await report(
      ['AgentSpawned', '10:00:00', { agentId: 'a1', type: 'story-developer', epicId: 'epic-7' }],
      ['AgentStateChanged', '10:00:01', { agentId: 'a1', to: 'running' }],
      [
        'ModelCallRecorded',
        '10:00:05',
        { agentId: 'a1', model: 'claude-opus-4-5', inputTokens: 10, outputTokens: 5, durationMs: 1500, success: true },
      ],
      [
        'ToolCallRecorded',
        '10:00:07.250',
        { agentId: 'a1', tool: 'Bash', durationMs: 250, success: false, error: 'exit 1' },
      ],
      ['AgentStateChanged', '10:01:00', { agentId: 'a1', to: 'completed' }],
    );
    await collector.until(() => named('agent_execution') !== undefined && named('tool_call') !== undefined);
    const root = named('agent_execution')!;
    const at = (time: string) => Date.parse(`2026-01-15T${time}Z`);
    expect(root).toMatchObject({
      startMs: at('10:00:00'),
      endMs: at('10:01:00'),
      status: { code: 'ok' },
      attributes: { agent_id: 'a1', agent_type: 'story-developer', 'gen_ai.operation.name': 'invoke_agent' },
    });
    const below = { traceId: root.traceId, parentSpanId: root.spanId };
    expect(named('api_call')).toMatchObject({
      ...below,
      kind: 'client',
      startMs: at('10:00:03.500'),
      endMs: at('10:00:05'),
      attributes: { model: 'claude-opus-4-5', 'gen_ai.usage.input_tokens': 10 },
    });
    expect(named('tool_call')).toMatchObject({
      ...below,
      startMs: at('10:00:07'),
      status: { code: 'error', message: 'exit 1' },
      attributes: { tool_name: 'Bash', 'gen_ai.operation.name': 'execute_tool' },
    });
    // What a tool did comes as spans of its own, and hangs below it there as well.
    const query = { traceId: root.traceId, spanId: 'c000000000000001', parentSpanId: named('tool_call')!.spanId };
    await report([
      'SpanRecorded',
      '10:00:07.200',
      {
        ...query,
        name: 'SELECT stories',
        kind: 'client',
        startedAt: '2026-01-15T10:00:07.100Z',
        durationMs: 100,
        status: 'ok',
        attributes: { 'db.system': 'postgresql', 'db.operation.name': 'SELECT' },
      },
    ]);
    await collector.until(() => named('database_query') !== undefined);
    expect(named('database_query')).toMatchObject({
      ...query,
      startMs: at('10:00:07.100'),
      attributes: { query_type: 'SELECT' },
    });
    const shown = await service.get(`/api/traces/${root.traceId}`);
    expect(shown.body.spans.map(({ spanId }: { spanId: string }) => spanId).sort()).toEqual(
      collector.spans.map(({ spanId }) => spanId).sort(),
    );
  });

  it('wait for a receiver that is away, whose error is shown, and arrive afterwards', async () => {
    collector.answer(401);
    const asked = collector.requests.length;
    await report(['ToolCallRecorded', '11:00:00', { agentId: 'a2', tool: 'Read', durationMs: 1, success: true }]);
    await collector.until(() => collector.requests.length > asked);
    const status = async () => (await service.get(PATH)).body.agents;
    await expect.poll(async () => (await status()).failed, { timeout: 30_000 }).toBeGreaterThan(0);
    expect((await status()).lastError.message).toContain('401');
    expect((await service.get('/metrics')).body).toMatch(
      /orchestrate_trace_export_spans_total\{outcome="failed"\} [1-9]/,
    );
    collector.answer(200);
    const sent = (await status()).sent;
    await collector.until(() => collector.spans.some(({ attributes }) => attributes['tool_name'] === 'Read'));
    await expect.poll(async () => (await status()).sent, { timeout: 30_000 }).toBe(sent + 1);
  });

  it('are sampled by trace, and always sent when they failed', async () => {
    expect((await enable({ sampleRate: 0 })).body.sampleRate).toBe(0);
    const call = { agentId: 'a3', durationMs: 1, traceId, parentSpanId: rootId };
    await report(
      ['ToolCallRecorded', '12:00:00', { ...call, tool: 'Left', success: true }],
      ['ToolCallRecorded', '12:00:01', { ...call, tool: 'Kept', success: false, error: 'no' }],
    );
    const tools = () => collector.spans.map(({ attributes }) => attributes['tool_name']);
    await collector.until(() => tools().includes('Kept'));
    expect(tools()).not.toContain('Left');
  });
});

describe('the export of traces, after a restart', () => {
  it('goes on where it was', async () => {
    const collector = await startSpanCollector();
    const database = await createTestDatabase();
    try {
      const before = await startTestService({ database });
      const body = { enabled: true, exporter: 'jaeger', endpoint: collector.url };
      await before.request('PUT', PATH, { body });
      await before.close();
      const after = await startTestService({ database });
      expect((await after.get(PATH)).body).toMatchObject({ enabled: true, endpoint: `${collector.url}/v1/traces` });
      await after.post('/api/events', [
        { type: 'ToolCallRecorded', data: { agentId: 'a1', tool: 'Edit', durationMs: 1, success: true } },
      ]);
      await collector.until(() => collector.spans.some(({ attributes }) => attributes['tool_name'] === 'Edit'));
      await after.close();
    } finally {
      await collector.close();
      await database.drop();
    }
  });
});
