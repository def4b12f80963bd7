import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.js';
import { startTestService, type TestService } from '../support/service.js';

const SESSION_TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PROMPT_TRACE = '5bf92f3577b34da6a3ce929d0e0e4736';
const JOB_TRACE = '6bf92f3577b34da6a3ce929d0e0e4736';
const LARGE_TRACE = '7bf92f3577b34da6a3ce929d0e0e4736';
const LARGE = 10_000;

const idOf = (n: number) => n.toString(16).padStart(16, '0');
const [ROOT, TOOL, MODEL, QUERY, REQUEST, LOST, JOB, STEP] = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => idOf(n + 0xabc000));

interface Span {
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly name: string;
  readonly startedAt: string;
  readonly orphan?: true;
}

describe('traces of agent runs, over the API', () => {
  let service: TestService;
  let position: string;

  const report = async (...items: readonly [type: string, at: string, data: object][]) => {
    const { status, body } = await service.post(
      '/api/events',
      items.map(([type, time, data]) => ({ type, occurredAt: `2026-01-15T${time}Z`, data })),
    );
    expect([status, body.results.filter((result: { status: string }) => result.status !== 'accepted')]).toEqual([
      200,
      [],
    ]);
    position = body.position;
  };
  const read = async (path: string) => {
    const { status, body } = await service.get(`${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`);
    expect([status, body.code]).toEqual([200, undefined]);
    return body;
  };
  const span = (spanId: string, startedAt: string, more: object = {}) => ({
    traceId: SESSION_TRACE,
    spanId,
    name: 'work',
    kind: 'client',
    startedAt: `2026-01-15T${startedAt}Z`,
    durationMs: 20,
    status: 'ok',
    attributes: {},
    ...more,
  });
  const modelCall = (agentId: string, more: object = {}) => ({
    agentId,
    model: 'opus',
    inputTokens: 100,
    outputTokens: 10,
    durationMs: 2_000,
    success: true,
    ...more,
  });
  const toolCall = (agentId: string, more: object = {}) => ({
    agentId,
    tool: 'Bash',
    durationMs: 1_000,
    success: true,
    ...more,
  });
  const tree = (spans: readonly Span[]) =>
    spans.map(({ spanId, parentSpanId, name, orphan }) => [name, spanId, parentSpanId, ...(orphan ? ['orphan'] : [])]);
  const idsIn = (body: { items: { agentId: string | null; traceId: string }[] }) =>
    body.items.map(({ agentId, traceId }) => agentId ?? traceId);

  beforeAll(async () => {
    service = await startTestService();
    await report(
      // An agent that its fleet reports; what it does comes before it does.
      ['ToolCallRecorded', '10:00:05', toolCall('fleet-1', { success: false, error: 'denied', toolCallId: 't-1' })],
      ['ModelCallRecorded', '10:00:03', modelCall('fleet-1', { requestId: 'r-1' })],
      ['AgentStateChanged', '10:01:00', { agentId: 'fleet-1', to: 'failed', error: 'gave up' }],
      ['AgentStateChanged', '10:00:01', { agentId: 'fleet-1', to: 'running' }],
      ['AgentSpawned', '10:00:00', { agentId: 'fleet-1', type: 'explorer', epicId: 'epic-1' }],
      // A session that its telemetry shows, with spans of its own and of what its tools did.
      [
        'SpanRecorded',
        '11:00:02.1',
        span(QUERY!, '11:00:02', {
          parentSpanId: TOOL,
          attributes: { 'db.system.name': 'postgresql', 'db.query.text': 'select 1' },
        }),
      ],
      [
        'SpanRecorded',
        '11:00:02.5',
        span(REQUEST!, '11:00:02.4', {
          parentSpanId: TOOL,
          status: 'error',
          attributes: { 'http.request.method': 'GET', 'url.full': 'https://shop.example/a?b=c' },
        }),
      ],
      ['SpanRecorded', '11:00:02.7', span(LOST!, '11:00:02.6', { parentSpanId: idOf(999) })],
      [
        'ToolCallRecorded',
        '11:00:03',
        toolCall('session-1', { traceId: SESSION_TRACE, spanId: TOOL, parentSpanId: ROOT }),
      ],
      [
        'ModelCallRecorded',
        '11:00:02',
        modelCall('session-1', { traceId: SESSION_TRACE, spanId: MODEL, parentSpanId: ROOT }),
      ],
      ['ToolCallRecorded', '11:05:00', toolCall('session-1', { traceId: PROMPT_TRACE, spanId: idOf(77) })],
      [
        'AgentObserved',
        '11:00:02',
        { agentId: 'session-1', agentType: 'claude-code', traceId: SESSION_TRACE, spanId: ROOT },
      ],
      // Nobody's.
      [
        'SpanRecorded',
        '12:00:01',
        span(STEP!, '12:00:00.5', { traceId: JOB_TRACE, parentSpanId: JOB, status: 'error' }),
      ],
      [
        'SpanRecorded',
        '12:00:02',
        span(JOB!, '12:00:00', { traceId: JOB_TRACE, name: 'nightly job', kind: 'internal', durationMs: 2_000 }),
      ],
    );
  });
  afterAll(() => service.close());

  it('shows a run that the fleet reported, late and out of order, as the epic has it', async () => {
    const { items } = await read('/api/traces?agentId=fleet-1');
    expect(items).toMatchObject([
      { agentType: 'explorer', name: 'agent_execution', status: 'error', statusMessage: 'gave up', durationMs: 60_000 },
    ]);
    expect(items[0]).toMatchObject({ modelCalls: 1, toolCalls: 1, errors: 2, spanCount: 3, epicId: 'epic-1' });
    const trace = await read(`/api/traces/${items[0].traceId}`);
    expect(trace).toMatchObject({ agentId: 'fleet-1', status: 'error', errorCount: 2, spanCount: 3, truncated: false });
    expect(trace).toMatchObject({ startedAt: '2026-01-15T10:00:00.000Z', endedAt: '2026-01-15T10:01:00.000Z' });
    expect(trace.spans).toMatchObject([
      {
        name: 'agent_execution',
        parentSpanId: null,
        attributes: { agent_id: 'fleet-1', agent_type: 'explorer', 'gen_ai.operation.name': 'invoke_agent' },
      },
      {
        name: 'api_call',
        parentSpanId: trace.rootSpanId,
        startedAt: '2026-01-15T10:00:01.000Z',
        durationMs: 2_000,
        attributes: { model: 'opus', 'gen_ai.usage.input_tokens': 100 },
      },
      {
        name: 'tool_call',
        parentSpanId: trace.rootSpanId,
        status: 'error',
        statusMessage: 'denied',
        attributes: { tool_name: 'Bash', 'gen_ai.tool.call.id': 't-1' },
      },
    ]);
    expect(trace.agents).toEqual(items);
  });

  it('joins what was received into the run that shares the trace', async () => {
    const trace = await read(`/api/traces/${SESSION_TRACE}`);
    expect(trace).toMatchObject({
      agentId: 'session-1',
      status: 'running',
      endedAt: null,
      rootSpanId: ROOT,
      errorCount: 1,
    });
    expect(tree(trace.spans)).toEqual([
      ['agent_execution', ROOT, null],
      ['api_call', MODEL, ROOT],
      ['tool_call', TOOL, ROOT],
      ['database_query', QUERY, TOOL],
      ['http_request', REQUEST, TOOL],
      ['work', LOST, ROOT, 'orphan'],
      ['tool_call', idOf(77), ROOT],
    ]);
    expect(trace.spans[3]).toMatchObject({ source: 'received', agentId: null, attributes: { query_type: 'SELECT' } });
    expect(trace.spans[4].attributes).toMatchObject({ method: 'GET', path: '/a', 'span.name': 'work' });
    const prompt = await read(`/api/traces/${PROMPT_TRACE}`);
    expect([prompt.agentId, tree(prompt.spans)]).toEqual(['session-1', [['tool_call', idOf(77), null]]]);
  });

  it('shows a trace that no agent has a part in', async () => {
    const trace = await read(`/api/traces/${JOB_TRACE}`);
    expect(trace).toMatchObject({ agentId: null, name: 'nightly job', status: 'ok', agents: [], durationMs: 2_000 });
    expect(tree(trace.spans)).toEqual([
      ['nightly job', JOB, null],
      ['work', STEP, JOB],
    ]);
  });

  it('lists runs and other traces, the newest first, by what is asked for', async () => {
    expect(idsIn(await read('/api/traces'))).toEqual([JOB_TRACE, 'session-1', 'fleet-1']);
    expect(idsIn(await read('/api/traces?agentType=claude_code,explorer'))).toEqual(['session-1', 'fleet-1']);
    expect(idsIn(await read('/api/traces?status=error,running'))).toEqual(['session-1', 'fleet-1']);
    expect(idsIn(await read('/api/traces?minDurationMs=2000&maxDurationMs=60000'))).toEqual([JOB_TRACE, 'fleet-1']);
    expect(idsIn(await read('/api/traces?from=2026-01-15T10:30:00Z&to=2026-01-15T11:30:00Z'))).toEqual(['session-1']);
    const first = await read('/api/traces?limit=2');
    const second = await read(`/api/traces?limit=2&cursor=${first.nextCursor}`);
    expect([first.total, second.nextCursor, idsIn(second)]).toEqual([3, null, ['fleet-1']]);
  });

  it('refuses what is not there, and what it cannot read', async () => {
    const refusal = async (path: string) => {
      const { status, body } = await service.get(path);
      return [status, body.code];
    };
    expect(await refusal(`/api/traces/${'9'.repeat(32)}`)).toEqual([404, 'TRACE_NOT_FOUND']);
    expect(await refusal('/api/traces/fleet-1')).toEqual([404, 'TRACE_NOT_FOUND']);
    expect(await refusal(`/api/traces/${JOB_TRACE}?cursor=nonsense`)).toEqual([400, 'CURSOR_INVALID']);
    expect(await refusal('/api/traces?status=odd')).toEqual([400, 'VALIDATION_FAILED']);
    expect(await refusal('/api/traces?minDurationMs=-1')).toEqual([400, 'VALIDATION_FAILED']);
  });

  describe('on the command line', () => {
    const run = (line: string, columns?: number) =>
      cli(line.split(' '), {
        env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey },
        ...(columns === undefined ? {} : { columns }),
      });

    it('are found by what is asked for', async () => {
      const { code, out, err } = await run('trace search --type claude-code,explorer --min-duration 1s');
      expect([code, err]).toEqual([0, '']);
      const [head, ...rows] = out.trimEnd().split('\n');
      expect(head).toMatch(/^TRACE +AGENT +TYPE +STATUS +STARTED +DURATION +SPANS +ERRORS$/);
      expect(rows.map((row) => row.split(/ +/).slice(1, 4))).toEqual([
        ['session-1', 'claude-code', 'running'],
        ['fleet-1', 'explorer', 'error'],
      ]);
      expect((await run('trace search --agent-id fleet-1 --status ok')).err).toBe('no traces\n');
      expect((await run('trace search --agent fleet-1 --max-duration 500ms')).err).toBe('no traces\n');
      expect((await run('trace search --since 2026-01-16')).err).toBe('no traces\n');
      expect((await run('trace search --min-duration long')).code).toBe(2);
      expect(JSON.parse((await run('trace search --json --limit 1')).out)).toMatchObject({
        total: 3,
        items: [{ agentId: null }],
      });
    });

    it('are shown as a waterfall, by their id or by their agent', async () => {
      const { code, out } = await run(`trace view ${SESSION_TRACE}`, 70);
      const lines = out.split('\n');
      expect([code, lines.every((line) => line.length <= 70)]).toEqual([0, true]);
      const names = lines.filter((line) => line.includes('█')).map((line) => line.replace(/ *█.*$/, '').trimEnd());
      expect(names).toEqual([
        '~  agent_execution claude-cod…',
        '     api_call opus',
        '     tool_call Bash',
        '       database_query SELECT',
        '!      http_request GET /a',
        '?    work',
        '     tool_call Bash',
      ]);
      expect(await run(`trace view ${SESSION_TRACE}`)).toEqual(await run('trace view session-1'));
      const json = JSON.parse((await run('trace view fleet-1 --json')).out);
      expect(json).toMatchObject({ agentId: 'fleet-1', spanCount: 3, nextCursor: null });
      expect(json.spans).toHaveLength(3);
    });

    it('are shown as far as is asked for', async () => {
      const { out, err } = await run('trace view fleet-1 --limit 2');
      expect(out.match(/█ /g)?.length).toBe(2);
      expect(err).toMatch(/^2 of 3 spans; the rest with --all, or from --cursor \S+$/m);
      const unknown = await run('trace view nobody');
      expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('there is no trace nobody')]);
    });
  });

  it('answers a trace of ten thousand spans page by page, each span once', async () => {
    for (let from = 0; from < LARGE; from += 500) {
      await report(
        ...Array.from({ length: 500 }, (_, n): [string, string, object] => [
          'SpanRecorded',
          '13:00:09',
          span(idOf(from + n + 1), `13:00:0${(from + n) % 7}`, {
            traceId: LARGE_TRACE,
            ...(from + n === 0 ? {} : { parentSpanId: idOf(Math.ceil((from + n) / 2)) }),
          }),
        ]),
      );
    }
    const seen: Span[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await read(`/api/traces/${LARGE_TRACE}${cursor === '' ? '' : `?cursor=${cursor}`}`);
      expect([page.spanCount, page.truncated, page.spans.length]).toEqual([LARGE, false, 500]);
      seen.push(...page.spans);
      cursor = page.nextCursor;
    }
    expect(new Set(seen.map(({ spanId }) => spanId)).size).toBe(LARGE);
    expect(seen.map(({ startedAt }) => startedAt)).toEqual(seen.map(({ startedAt }) => startedAt).sort());
    expect(seen.filter(({ orphan, parentSpanId }) => orphan || parentSpanId === null)).toHaveLength(1);
  });
});
