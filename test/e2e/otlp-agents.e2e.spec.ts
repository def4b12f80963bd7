import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
let reporter: string;
beforeAll(async () => {
  service = await startTestService();
  reporter = await service.createKey('reporter');
});
afterAll(() => service.close());

type Attributes = Readonly<Record<string, string | number | boolean>>;
type Event = readonly [name: string, attributes: Attributes];

const start = Date.UTC(2026, 0, 15, 14, 32);
const moment = (seconds: number) => new Date(start + seconds * 1_000).toISOString();

/** One kind of agent: a session of it, and how its records look in OTLP's JSON. */
interface Sender {
  /** Every agent of the session, the session first. */
  agentsOf(session: string): readonly string[];
  session(session: string): readonly Event[];
  resource(session: string): Attributes;
  readonly scope: string;
  recordOf(event: Event): object;
}

/** Codex's bridge names records for a place in its source, and writes numbers as texts or numbers. */
const codex: Sender = {
  agentsOf: (session) => [session],
  resource: () => ({ 'service.name': 'codex_exec', 'orchestrate.story': 'story-12' }),
  scope: 'codex_otel.log_only',
  recordOf: ([name, attributes]) => ({
    eventName: 'event otel/src/events/session_telemetry.rs:842',
    observedTimeUnixNano: nanoseconds(attributes),
    attributes: keyValues({ 'event.name': name, ...attributes }),
  }),
  session: (session) =>
    (
      [
        ['codex.conversation_starts', { provider_name: 'OpenAI', approval_policy: 'never' }],
        ['codex.user_prompt', { prompt_length: '20', prompt: '[REDACTED]' }],
        [
          'codex.api_request',
          { attempt: 0, duration_ms: '90', 'http.response.status_code': 429, 'error.message': 'too many' },
        ],
        ['codex.api_request', { attempt: 1, duration_ms: '700', 'http.response.status_code': 200 }],
        ['codex.sse_event', { 'event.kind': 'response.completed', duration_ms: '1' }],
        [
          'codex.sse_event',
          {
            'event.kind': 'response.completed',
            input_token_count: '12000',
            output_token_count: '640',
            cached_token_count: 9_000,
            reasoning_token_count: 320,
          },
        ],
        ['codex.tool_decision', { tool_name: 'shell', call_id: 'c-1', decision: 'approved', source: 'config' }],
        [
          'codex.tool_decision',
          { tool_name: 'shell', call_id: 'c-1', decision: 'approved_for_session', source: 'user' },
        ],
        ['codex.tool_result', { tool_name: 'shell', call_id: 'c-1', duration_ms: '350', success: 'true', output: 'x' }],
        ['codex.tool_result', { tool_name: 'apply_patch', call_id: 'c-2', duration_ms: '12', success: 'false' }],
        ['codex.sse_event', { 'event.kind': 'response.completed', input_token_count: 13_000, output_token_count: 100 }],
        ['codex.something_new', {}],
      ] satisfies Event[]
    ).map(([name, attributes], n) => [
      name,
      { model: 'gpt-5.1-codex', ...attributes, 'conversation.id': session, 'event.timestamp': moment(n) },
    ]),
};

/** Gemini CLI's bodies are sentences; one subagent ends, another is heard of by its calls only. */
const gemini: Sender = {
  agentsOf: (session) => [session, `${session}:codebase_investigator-x1y2z3`, `${session}:helper-a1`],
  resource: (session) => ({ 'service.name': 'gemini-cli', 'session.id': session, 'orchestrate.epic': 'epic-7' }),
  scope: 'gemini-cli',
  recordOf: ([name, attributes]) => ({
    timeUnixNano: nanoseconds(attributes),
    body: { stringValue: 'Something happened.' },
    attributes: keyValues({ 'event.name': name, ...attributes }),
  }),
  session: (session) => {
    const turn = { prompt_id: `${session}########1` };
    const subagent = { agent_id: 'codebase_investigator-x1y2z3', agent_name: 'codebase_investigator' };
    const usage = { input_token_count: 8_000, output_token_count: 500, cached_content_token_count: 6_000 };
    const events: readonly Event[] = [
      ['gemini_cli.config', { model: 'auto', approval_mode: 'yolo' }],
      ['gemini_cli.user_prompt', { ...turn, prompt_length: 20 }],
      ['gemini_cli.api_error', { ...turn, model: 'gemini-3-pro', error: 'quota', status_code: 429, duration_ms: 50 }],
      [
        'gemini_cli.api_response',
        { ...turn, model: 'gemini-3-pro', duration_ms: 900, ...usage, thoughts_token_count: 300, tool_token_count: 0 },
      ],
      ['gen_ai.client.inference.operation.details', { 'gen_ai.usage.input_tokens': 8_000 }],
      ['gemini_cli.agent.start', subagent],
      [
        'gemini_cli.api_response',
        { prompt_id: 'codebase_investigator-x1y2z3#0', model: 'gemini-3-flash', duration_ms: '300', ...usage },
      ],
      [
        'gemini_cli.tool_call',
        { prompt_id: 'codebase_investigator-x1y2z3#0', function_name: 'glob', duration_ms: 4, success: true },
      ],
      ['gemini_cli.agent.finish', { ...subagent, duration_ms: 3_000, turn_count: 1, terminate_reason: 'GOAL' }],
      [
        'gemini_cli.tool_call',
        { ...turn, function_name: 'replace', duration_ms: 9, success: true, decision: 'accept' },
      ],
      [
        'gemini_cli.tool_call',
        { ...turn, function_name: 'run_shell_command', duration_ms: 9, success: false, decision: 'reject' },
      ],
      ['gemini_cli.api_response', { prompt_id: 'helper-a1#2', model: 'gemini-3-flash', duration_ms: 7, ...usage }],
      ['gemini_cli.conversation_finished', { turnCount: 1 }],
    ];
    return events.map(([name, attributes], n) => [
      name,
      { ...attributes, 'session.id': session, 'event.timestamp': moment(n) },
    ]);
  },
};

function nanoseconds(attributes: Attributes): string {
  return `${Date.parse(String(attributes['event.timestamp']))}000000`;
}

function keyValues(attributes: Attributes): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: string | number | boolean): object {
  if (typeof value === 'string') return { stringValue: value };
  return typeof value === 'boolean' ? { boolValue: value } : { intValue: String(value) };
}

async function send(sender: Sender, session: string, events: readonly Event[]): Promise<void> {
  const resourceLogs = [
    {
      resource: { attributes: keyValues(sender.resource(session)) },
      scopeLogs: [{ scope: { name: sender.scope }, logRecords: events.map((event) => sender.recordOf(event)) }],
    },
  ];
  const answer = await service.post('/v1/logs', { resourceLogs }, { key: reporter });
  expect([answer.status, answer.body]).toEqual([200, {}]);
}

/** What is known of the agents of a session, but for the order and the time in which it was heard. */
async function seen(sender: Sender, session: string) {
  const position = await service.runtime.log.head();
  const get = async (path: string) => {
    const { status, body } = await service.get(`${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`);
    expect(status).toBe(200);
    return body as Record<string, unknown>;
  };
  const agents = await Promise.all(
    sender.agentsOf(session).map(async (agentId) => {
      const id = encodeURIComponent(agentId);
      const stream = `agentActivity-${agentId}`;
      const did = (await service.runtime.log.readStreams([stream])).get(stream) ?? [];
      const told = did.map(({ type, data, meta }) => ({ type, at: meta.occurredAt, ...data }));
      const inOrder = told.map((fact) => JSON.stringify(fact)).toSorted();
      return {
        agent: await get(`/api/agents/${id}`),
        tokens: await get(`/api/tokens?groupBy=model&agentId=${id}`),
        tools: await get(`/api/tool-calls?groupBy=tool&agentId=${id}`),
        did: inOrder.map((fact) => JSON.parse(fact) as Record<string, unknown>),
      };
    }),
  );
  return JSON.parse(JSON.stringify(agents).replaceAll(session, '<session>'), (key, value: unknown) =>
    key === 'timeline' || key === 'recordedAt' ? undefined : value,
  ) as typeof agents;
}

/** How many facts there are of each agent. */
async function recorded(sender: Sender, session: string) {
  const streams = sender.agentsOf(session).flatMap((agentId) => [`agent-${agentId}`, `agentActivity-${agentId}`]);
  const read = await service.runtime.log.readStreams(streams);
  return streams.map((stream) => [stream, read.get(stream)?.length]);
}

describe.each([
  ['Codex', codex],
  ['Gemini CLI', gemini],
] as const)('a session of %s over OTLP', (name, sender) => {
  it('tells of the same agents, calls, tokens and decisions when it comes twice, out of order and in pieces', async () => {
    const [straight, crooked] = [`straight-${name.length}`, `crooked-${name.length}`];
    await send(sender, straight, sender.session(straight));
    const events = sender.session(crooked);
    await send(sender, crooked, events.toReversed().slice(0, 6));
    await send(sender, crooked, events.slice(1, 4));
    await send(sender, crooked, events.toReversed());
    for (const event of events) await send(sender, crooked, [event]);
    expect(await seen(sender, crooked)).toEqual(await seen(sender, straight));
    const before = await recorded(sender, crooked);
    await send(sender, crooked, events);
    expect(await recorded(sender, crooked)).toEqual(before);
  });
});

describe('a session of Codex', () => {
  it('is an agent with its calls; each attempt, answer, decision and tool call counts once', async () => {
    await send(codex, 'codex-1', codex.session('codex-1'));
    const [session] = await seen(codex, 'codex-1');
    expect(session!.agent).toMatchObject({
      type: 'codex',
      state: 'running',
      model: 'gpt-5.1-codex',
      storyId: 'story-12',
      createdAt: moment(0),
    });
    const told = session!.did.toSorted((one, other) => String(one['at']).localeCompare(String(other['at'])));
    expect(told).toMatchObject([
      { type: 'ModelCallRecorded', success: false, error: 'too many', at: moment(2) },
      {
        type: 'ModelCallRecorded',
        inputTokens: 12_000,
        outputTokens: 640,
        cacheReadTokens: 9_000,
        reasoningTokens: 320,
      },
      { type: 'ToolDecisionRecorded', decision: 'accepted', decidedBy: 'config' },
      { type: 'ToolDecisionRecorded', decision: 'accepted', decidedBy: 'user' },
      { type: 'ToolCallRecorded', tool: 'shell', durationMs: 350, success: true, toolCallId: 'c-1' },
      { type: 'ToolCallRecorded', tool: 'apply_patch', success: false },
      { type: 'ModelCallRecorded', inputTokens: 13_000, outputTokens: 100 },
    ]);
    expect(JSON.stringify(session!.did)).not.toContain('output":"x"');
  });
});

describe('a session of Gemini CLI', () => {
  it('is an agent, and so is each subagent, with what each of them did', async () => {
    await send(gemini, 'gemini-1', gemini.session('gemini-1'));
    const [session, investigator, helper] = await seen(gemini, 'gemini-1');
    expect(session!.agent).toMatchObject({
      type: 'gemini-cli',
      state: 'running',
      epicId: 'epic-7',
      model: 'gemini-3-pro',
    });
    expect(session!.did.map(({ type }) => type)).toEqual([
      'ModelCallRecorded',
      'ModelCallRecorded',
      'ToolCallRecorded',
      'ToolDecisionRecorded',
      'ToolDecisionRecorded',
    ]);
    expect(session!.did).toContainEqual(
      expect.objectContaining({ inputTokens: 8_000, outputTokens: 800, reasoningTokens: 300 }),
    );
    expect(investigator!.agent).toMatchObject({
      type: 'codebase-investigator',
      state: 'completed',
      parentAgentId: '<session>',
      createdAt: moment(5),
    });
    expect(investigator!.did).toHaveLength(2);
    expect(helper!.agent).toMatchObject({
      type: 'helper',
      state: 'running',
      parentAgentId: '<session>',
      epicId: 'epic-7',
    });
  });
});
