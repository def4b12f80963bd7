import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
let reporter: string;
beforeAll(async () => {
  service = await startTestService();
  reporter = await service.createKey('reporter');
});
afterAll(() => service.close());

type Attributes = Readonly<Record<string, string | number>>;

interface Span {
  readonly name: string;
  readonly id: string;
  readonly parent?: string;
  /** Seconds since the run began. */
  readonly from: number;
  readonly to: number;
  readonly attributes: Attributes;
  readonly error?: string;
}

const start = Date.UTC(2026, 0, 15, 14, 32);
const nanoseconds = (second: number) => `${start + second * 1_000}000000`;

const attributesOf = (attributes: Attributes) =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));

/** Sends spans as OTLP JSON in one export. */
async function send(traceId: string, spans: readonly Span[], resource: Attributes = {}): Promise<void> {
  const body = {
    resourceSpans: [
      {
        resource: { attributes: attributesOf({ 'service.name': 'story-agents', ...resource }) },
        scopeSpans: [
          {
            scope: { name: 'my.instrumentation', version: '1' },
            spans: spans.map(({ name, id, parent, from, to, attributes, error }) => ({
              traceId,
              spanId: id,
              ...(parent === undefined ? {} : { parentSpanId: parent }),
              name,
              kind: 1,
              startTimeUnixNano: nanoseconds(from),
              endTimeUnixNano: nanoseconds(to),
              attributes: attributesOf(attributes),
              ...(error === undefined ? {} : { status: { code: 2, message: error } }),
            })),
          },
        ],
      },
    ],
  };
  const answer = await service.post('/v1/traces', body, { key: reporter });
  expect([answer.status, answer.body]).toEqual([200, {}]);
}

/** The words of one version of the conventions. */
interface Words {
  readonly provider: string;
  readonly input: string;
  readonly output: string;
  readonly cacheWrite: string;
}
const newWords: Words = {
  provider: 'gen_ai.provider.name',
  input: 'gen_ai.usage.input_tokens',
  output: 'gen_ai.usage.output_tokens',
  cacheWrite: 'gen_ai.usage.cache_write.input_tokens',
};
const oldWords: Words = {
  provider: 'gen_ai.system',
  input: 'gen_ai.usage.prompt_tokens',
  output: 'gen_ai.usage.completion_tokens',
  cacheWrite: 'gen_ai.usage.cache_creation.input_tokens',
};

/** A run of an agent as its SDK exports it: what ends first comes first. */
function run(conversation: string, words: Words): readonly Span[] {
  const common = { 'gen_ai.conversation.id': conversation };
  const chat = (input: number, output: number, response: string): Attributes => ({
    ...common,
    'gen_ai.operation.name': 'chat',
    [words.provider]: 'openai',
    'gen_ai.request.model': 'gpt-5.4',
    'gen_ai.response.id': `${conversation}-${response}`,
    [words.input]: input,
    [words.output]: output,
    [words.cacheWrite]: 100,
  });
  const tool = { ...common, 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'get_weather' };
  const root = 'a000000000000001';
  return [
    { name: 'chat gpt-5.4', id: 'a000000000000002', parent: root, from: 1, to: 3, attributes: chat(1_200, 80, 'r1') },
    {
      name: 'execute_tool get_weather',
      id: 'a000000000000003',
      parent: root,
      from: 3,
      to: 4,
      attributes: { ...tool, 'gen_ai.tool.call.id': `${conversation}-t1` },
    },
    { name: 'GET /weather', id: 'a000000000000004', parent: 'a000000000000003', from: 3, to: 4, attributes: {} },
    {
      name: 'execute_tool get_weather',
      id: 'a000000000000005',
      parent: root,
      from: 4,
      to: 5,
      attributes: { ...tool, 'error.type': 'timeout' },
    },
    { name: 'chat gpt-5.4', id: 'a000000000000006', parent: root, from: 5, to: 9, attributes: chat(1_500, 40, 'r2') },
    {
      name: 'chat gpt-5.4',
      id: 'a000000000000007',
      parent: root,
      from: 9,
      to: 10,
      attributes: { ...common, 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-5.4' },
      error: 'overloaded',
    },
    {
      name: 'invoke_agent Code Reviewer',
      id: root,
      from: 0,
      to: 10,
      attributes: {
        ...common,
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.agent.name': 'Code Reviewer',
        // The sum of its calls, which is not to be counted again.
        [words.input]: 2_700,
        [words.output]: 120,
      },
    },
  ];
}

const trace = (n: number) => n.toString(16).padStart(32, 'f');

/** What a reader sees of an agent, but for the places of its facts in the log and the times of recording. */
async function seen(agentId: string) {
  const position = await service.runtime.log.head();
  const [agent, tokens, tools] = await Promise.all([
    service.get(`/api/agents/${agentId}?minPosition=${position}`),
    service.get(`/api/tokens?groupBy=model&agentId=${agentId}&minPosition=${position}`),
    service.get(`/api/tool-calls?groupBy=tool&agentId=${agentId}&minPosition=${position}`),
  ]);
  expect([agent.status, tokens.status, tools.status]).toEqual([200, 200, 200]);
  return JSON.parse(
    JSON.stringify({ agent: agent.body, tokens: tokens.body, tools: tools.body }).replaceAll(agentId, '<agent>'),
    (key, value: unknown) => (key === 'timeline' || key === 'recordedAt' ? undefined : value),
  ) as { agent: Record<string, unknown>; tokens: { items: unknown[] }; tools: { items: unknown[] } };
}

async function dataOf(stream: string, type: string) {
  const events = (await service.runtime.log.readStreams([stream])).get(stream) ?? [];
  return events.filter((event) => event.type === type).map(({ data }) => data);
}

describe('a run in the words of the GenAI conventions', () => {
  it('becomes an agent with its calls, tokens, tools and end', async () => {
    const resource = { 'orchestrate.epic': 'epic-7', 'orchestrate.story': 'story-12' };
    await send(trace(1), run('g-once', newWords), resource);
    const { agent } = await seen('g-once');
    expect(agent).toMatchObject({
      type: 'code-reviewer',
      state: 'completed',
      model: 'gpt-5.4',
      epicId: 'epic-7',
      storyId: 'story-12',
      createdAt: '2026-01-15T14:32:00.000Z',
    });
    const calls = await dataOf('agentActivity-g-once', 'ModelCallRecorded');
    expect(calls).toMatchObject([
      { model: 'gpt-5.4', provider: 'openai', inputTokens: 1_200, outputTokens: 80, cacheWriteTokens: 100 },
      { inputTokens: 1_500, outputTokens: 40, durationMs: 4_000, requestId: 'g-once-r2', traceId: trace(1) },
      { success: false, error: 'overloaded', inputTokens: 0, spanId: 'a000000000000007' },
    ]);
    expect(await dataOf('agentActivity-g-once', 'ToolCallRecorded')).toMatchObject([
      { tool: 'get_weather', success: true, toolCallId: 'g-once-t1', parentSpanId: 'a000000000000001' },
      { tool: 'get_weather', success: false, error: 'timeout', spanId: 'a000000000000005' },
    ]);
  });

  it('is the same in old words, twice, out of order and in pieces', async () => {
    await send(trace(2), run('g-new', newWords));
    const spans = run('g-old', oldWords);
    await send(trace(3), [...spans].reverse().slice(0, 4));
    await send(trace(3), spans.slice(1, 3));
    await send(trace(3), spans);
    await send(trace(3), [...spans].reverse());
    const [before, after] = [await seen('g-new'), await seen('g-old')];
    expect(after).toEqual(before);
    expect(before.agent).toMatchObject({ state: 'completed', type: 'code-reviewer' });
    expect(before.tokens.items).toMatchObject([{ calls: 3, inputTokens: 2_700, outputTokens: 120 }]);
    expect(before.tools.items).toMatchObject([{ calls: 2 }]);
  });

  it('counts a call once that an event tells of too, whichever comes first', async () => {
    const spans = run('g-both', newWords);
    const [chat] = spans;
    const logRecord = {
      eventName: 'gen_ai.client.inference.operation.details',
      timeUnixNano: nanoseconds(3),
      attributes: attributesOf(chat!.attributes),
    };
    const body = { resourceLogs: [{ scopeLogs: [{ logRecords: [logRecord] }] }] };
    const tell = async () => {
      const answer = await service.post('/v1/logs', body, { key: reporter });
      expect([answer.status, answer.body]).toEqual([200, {}]);
    };
    await tell();
    await send(trace(4), spans);
    await tell();
    expect(await dataOf('agentActivity-g-both', 'ModelCallRecorded')).toHaveLength(3);
  });

  it('keeps other spans of its trace, and nothing of what was said', async () => {
    await send(trace(5), [
      ...run('g-spans', newWords),
      {
        name: 'plan',
        id: 'a000000000000008',
        from: 0,
        to: 1,
        attributes: { 'gen_ai.operation.name': 'plan', 'gen_ai.input.messages': 'what was said' },
      },
    ]);
    const kept = await dataOf(`trace-${trace(5)}`, 'SpanRecorded');
    expect(kept).toMatchObject([{ name: 'GET /weather' }, { name: 'plan' }]);
    expect(JSON.stringify(kept)).not.toContain('what was said');
  });

  it('without a conversation is the agent of its trace', async () => {
    const [chat] = run('any', newWords);
    const { 'gen_ai.conversation.id': _, ...attributes } = chat!.attributes;
    await send(trace(6), [{ ...chat!, attributes: { ...attributes, 'gen_ai.agent.id': 'asst_1' } }]);
    const { agent } = await seen(trace(6));
    expect(agent).toMatchObject({ type: 'story-agents', state: 'running' });
  });
});
