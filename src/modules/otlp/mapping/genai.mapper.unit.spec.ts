import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyAttributes,
  factsIn,
  logRecord,
  otlpSpan,
  parentSpanId,
  problemsIn,
  recordTime,
  spanId,
  traceId,
} from '../../../../test/support/otlp-records.js';
import type { OtlpAttributes, OtlpMetricPoint, OtlpSpan } from '../otlp-records.js';
import { genAiAttributes, genAiMetrics } from './genai-names.js';
import { genAiMapper } from './genai.mapper.js';

const resource = { 'service.name': 'story-agents' };
const from = new Date(recordTime).toISOString();
const until = new Date(recordTime + 1_500).toISOString();

const read = (attributes: OtlpAttributes, more: Partial<OtlpSpan> = {}) =>
  genAiMapper.spans?.(otlpSpan('a span', attributes, { resource, ...more }));

const chat = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-5.4',
  'gen_ai.response.model': 'gpt-5.4-2026-03-05',
  'gen_ai.response.id': 'resp-1',
  'gen_ai.conversation.id': 'conv-1',
  'gen_ai.usage.input_tokens': 1_200,
  'gen_ai.usage.output_tokens': 80,
  'gen_ai.usage.cache_read.input_tokens': 1_000,
  'gen_ai.usage.cache_write.input_tokens': 100,
  'gen_ai.usage.reasoning.output_tokens': 30,
  'openai.response.service_tier': 'default',
};

const call = {
  type: 'ModelCallRecorded',
  occurredAt: until,
  agentId: 'conv-1',
  sessionId: 'conv-1',
  model: 'gpt-5.4-2026-03-05',
  provider: 'openai',
  inputTokens: 1_200,
  outputTokens: 80,
  cacheReadTokens: 1_000,
  cacheWriteTokens: 100,
  reasoningTokens: 30,
  serviceTier: 'default',
  durationMs: 1_500,
  success: true,
  requestId: 'resp-1',
  traceId,
  spanId,
  parentSpanId,
};

/** The same call in the words of other versions and instrumentations. */
const renamed = (names: Readonly<Record<string, string | undefined>>): OtlpAttributes =>
  Object.fromEntries(
    Object.entries(chat).flatMap(([name, value]) => {
      const other = name in names ? names[name] : name;
      return other === undefined ? [] : [[other, value] as const];
    }),
  );

describe('a span of a request to a model', () => {
  it.each<[string, OtlpAttributes]>([
    ['the present conventions', chat],
    ['semconv 1.41', renamed({ 'gen_ai.usage.cache_write.input_tokens': 'gen_ai.usage.cache_creation.input_tokens' })],
    [
      'semconv 1.36',
      renamed({
        'gen_ai.provider.name': 'gen_ai.system',
        'openai.response.service_tier': 'gen_ai.openai.response.service_tier',
      }),
    ],
    [
      'semconv 1.26',
      renamed({
        'gen_ai.provider.name': 'gen_ai.system',
        'gen_ai.usage.input_tokens': 'gen_ai.usage.prompt_tokens',
        'gen_ai.usage.output_tokens': 'gen_ai.usage.completion_tokens',
      }),
    ],
    [
      'OpenLLMetry',
      renamed({
        'gen_ai.operation.name': undefined,
        'gen_ai.usage.cache_read.input_tokens': 'gen_ai.usage.cache_read_input_tokens',
        'gen_ai.usage.cache_write.input_tokens': 'gen_ai.usage.cache_creation_input_tokens',
        'gen_ai.usage.reasoning.output_tokens': 'gen_ai.usage.reasoning_tokens',
      }),
    ],
    ['numbers as texts', { ...chat, 'gen_ai.usage.input_tokens': '1200', 'gen_ai.usage.output_tokens': '80' }],
  ])('is a model call in the words of %s', (_, attributes) => {
    const mapped = read(attributes, { kind: 'client' });
    const [seen, did] = factsIn(mapped);
    expect(seen).toEqual({
      type: 'AgentObserved',
      id: undefined,
      occurredAt: from,
      agentId: 'conv-1',
      agentType: 'story-agents',
      sessionId: 'conv-1',
      model: 'gpt-5.4-2026-03-05',
      traceId,
    });
    expect(did).toEqual({ id: undefined, ...call });
    expect(problemsIn(mapped)).toEqual([]);
  });

  it.each(['chat', 'text_completion', 'generate_content', 'inference', 'completion'])('%s is one', (operation) => {
    expect(factsIn(read({ ...chat, 'gen_ai.operation.name': operation }))[1]).toMatchObject({ requestId: 'resp-1' });
  });

  it('of old names calls providers as they are called now', () => {
    const of = (system: string) => factsIn(read({ ...chat, 'gen_ai.provider.name': '', 'gen_ai.system': system }))[1];
    expect(of('gemini')).toMatchObject({ provider: 'gcp.gemini' });
    expect(of('my_own')).toMatchObject({ provider: 'my_own' });
  });

  it('for embeddings has no output, and does not tell the model of the agent', () => {
    const { 'gen_ai.usage.output_tokens': _out, ...rest } = chat;
    const [seen, did] = factsIn(read({ ...rest, 'gen_ai.operation.name': 'embeddings' }));
    expect(seen).not.toHaveProperty('model');
    expect(did).toMatchObject({ inputTokens: 1_200, outputTokens: 0 });
  });

  it('without a response id is known again by its span', () => {
    const { 'gen_ai.response.id': _id, ...rest } = chat;
    const [, did] = factsIn(read(rest));
    expect(did?.id).toBe(`genai/${traceId}/${spanId}`);
    expect(did).not.toHaveProperty('requestId');
  });

  it.each<[string, OtlpAttributes, Partial<OtlpSpan>, string]>([
    ['a status', {}, { status: { code: 'error', message: 'overloaded' } }, 'overloaded'],
    ['an error type', { 'error.type': 'timeout' }, {}, 'timeout'],
    ['both', { 'error.type': '529' }, { status: { code: 'error', message: '' } }, '529'],
  ])('that failed by %s used nothing that it does not tell', (_, attributes, more, error) => {
    const failed = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-5.4', ...attributes };
    const mapped = read(failed, more);
    expect(factsIn(mapped)[1]).toMatchObject({ success: false, error, inputTokens: 0, outputTokens: 0 });
    expect(problemsIn(mapped)).toEqual([]);
  });

  it('that failed with more words than are worth keeping is a model call all the same', () => {
    const status = { code: 'error', message: 'x'.repeat(50_000) } as const;
    expect(problemsIn(read(chat, { status }))).toEqual([]);
  });

  it('that does not tell what it used shows the agent at work and stays a span', () => {
    const { 'gen_ai.usage.output_tokens': _out, ...rest } = chat;
    expect(read(rest)).toMatchObject({ outcome: 'facts', facts: [{ type: 'AgentObserved' }], keepSpan: true });
  });

  it('whose counts are none is refused, and says why', () => {
    const problems = (tokens: number) => problemsIn(read({ ...chat, 'gen_ai.usage.output_tokens': tokens })).join();
    expect(problems(-1)).toContain('must not be negative; got -1');
    expect(problems(2 ** 53 - 1)).toContain('must be at most 1000000000');
  });

  it.each<[string, OtlpAttributes, Partial<OtlpSpan>]>([
    ['the server of a model', chat, { kind: 'server' }],
    ['an operation that is none', { ...chat, 'gen_ai.operation.name': 'retrieval' }, {}],
    [
      'several calls together',
      { ...renamed({ 'gen_ai.operation.name': undefined, 'gen_ai.response.id': undefined }) },
      {},
    ],
  ])('of %s is no model call', (_, attributes, more) => {
    expect(read(attributes, more)).toEqual({ outcome: 'unknown' });
  });

  it('has an estimate of its costs where an instrumentation adds it', () => {
    expect(factsIn(read({ ...chat, 'gen_ai.usage.cost': '0.0125' }))[1]).toMatchObject({ reportedCostUsd: '0.0125' });
  });

  it.each<[string | number, string]>([
    [-0.5, 'got -0.5'],
    ['NaN', 'got "NaN"'],
    ['a lot', 'got "a lot"'],
    [1e15, 'must be at most 1000000000000 USD'],
  ])('whose estimated cost is %j is refused, and says why', (cost, message) => {
    const problems = problemsIn(read({ ...chat, 'gen_ai.usage.cost': cost }))
      .join()
      .replaceAll('\\"', '"');
    expect(problems).toContain('reportedCostUsd');
    expect(problems).toContain(message);
  });
});

describe('the agent of a span', () => {
  const { 'gen_ai.conversation.id': _conversation, ...rest } = chat;
  it.each<[string, OtlpAttributes, OtlpAttributes, object]>([
    ['its conversation', { ...chat, 'session.id': 's-1' }, {}, { agentId: 'conv-1', sessionId: 's-1' }],
    ['its session', { ...rest, 'session.id': 's-1' }, {}, { agentId: 's-1', sessionId: 's-1' }],
    ['the session of its resource', rest, { 'session.id': 's-1' }, { agentId: 's-1' }],
    ['its trace, not the definition', { ...rest, 'gen_ai.agent.id': 'asst_1' }, {}, { agentId: traceId }],
  ])('is %s', (_, attributes, more, expected) => {
    const facts = factsIn(read(attributes, { resource: { ...resource, ...more } }));
    expect(facts).toMatchObject([expected, expected]);
  });

  it.each<[string, OtlpAttributes, OtlpAttributes, string, string | undefined]>([
    [
      'what its starter says',
      { 'gen_ai.agent.name': 'Reviewer' },
      { 'orchestrate.agent_type': 'bug_fixer' },
      'bug_fixer',
      'bug_fixer',
    ],
    ['the name of the agent', { 'gen_ai.agent.name': 'Code Reviewer' }, {}, 'code-reviewer', 'code-reviewer'],
    ['a name in one word', { 'gen_ai.agent.name': 'codeReviewer_2' }, {}, 'code-reviewer-2', 'code-reviewer-2'],
    ['the name of a workflow', { 'gen_ai.workflow.name': 'Nightly\nbuild' }, {}, 'nightly-build', 'nightly-build'],
    ['the name of its service', {}, {}, 'story-agents', undefined],
    ['no name at all', {}, { 'service.name': '' }, 'agent', undefined],
  ])('is of the type of %s', (_, attributes, more, type, typeOfCall) => {
    const mapped = read({ ...chat, ...attributes }, { resource: { ...resource, ...more } });
    const [seen, did] = factsIn(mapped);
    expect(seen).toMatchObject({ agentType: type });
    expect(did && 'agentType' in did ? did['agentType'] : undefined).toBe(typeOfCall);
    expect(problemsIn(mapped)).toEqual([]);
  });

  it('works on what its resource or the span says', () => {
    const more = {
      'orchestrate.epic': 'epic-7',
      'orchestrate.story': 'story-12',
      'orchestrate.pr': '42',
      'orchestrate.team': 'mobile',
    };
    const work = { epicId: 'epic-7', storyId: 'story-12', prNumber: 42, team: 'mobile' };
    expect(factsIn(read(chat, { resource: { ...resource, ...more } }))).toMatchObject([work, work]);
    expect(factsIn(read({ ...chat, ...more }))).toMatchObject([work, work]);
  });
});

describe('a span of an agent', () => {
  const run = {
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': 'Code Reviewer',
    'gen_ai.conversation.id': 'conv-1',
    'gen_ai.request.model': 'gpt-5.4',
    'gen_ai.usage.input_tokens': 5_000,
  };
  const seen = {
    type: 'AgentObserved',
    occurredAt: from,
    agentId: 'conv-1',
    agentType: 'code-reviewer',
    model: 'gpt-5.4',
    traceId,
  };

  it.each<[string, Partial<OtlpSpan>]>([
    ['is the outermost', { parentSpanId: undefined }],
    ['was started by another process', { hasRemoteParent: true }],
  ])('that %s is a whole run: its agent has ended with it', (_, more) => {
    const id = `genai/${traceId}/${spanId}`;
    const mapped = read(run, more);
    const ended = { type: 'AgentStateChanged', id, occurredAt: until, agentId: 'conv-1' };
    expect(factsIn(mapped)).toMatchObject([
      { ...seen, spanId },
      { ...ended, to: 'completed' },
    ]);
    expect(problemsIn(mapped)).toEqual([]);
    const failed = read({ ...run, 'error.type': 'RateLimit' }, more);
    expect(factsIn(failed)).toMatchObject([seen, { ...ended, to: 'failed', error: 'RateLimit' }]);
    expect(problemsIn(failed)).toEqual([]);
    expect(factsIn(read({ ...run, 'gen_ai.operation.name': 'invoke_workflow' }, more))).toHaveLength(2);
  });

  it.each<[string, OtlpAttributes, Partial<OtlpSpan>]>([
    ['stands within another span', run, {}],
    ['stands within another span of its process', run, { hasRemoteParent: false }],
    ['creates a definition', { ...run, 'gen_ai.operation.name': 'create_agent' }, { parentSpanId: undefined }],
  ])('that %s shows it at work, and stays a span', (_, attributes, more) => {
    const mapped = read(attributes, more);
    expect(mapped).toMatchObject({ keepSpan: true });
    expect(factsIn(mapped)).toEqual([{ id: undefined, sessionId: 'conv-1', ...seen }]);
  });
});

describe('a span of a tool', () => {
  const tool = {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'get_weather',
    'gen_ai.tool.call.id': 'call-1',
    'gen_ai.conversation.id': 'conv-1',
  };
  const did = { type: 'ToolCallRecorded', agentId: 'conv-1', tool: 'get_weather', durationMs: 1_500, success: true };

  it('is a tool call, known again by the id that the model gave', () => {
    const mapped = read(tool);
    expect(factsIn(mapped)[1]).toEqual({
      ...did,
      id: undefined,
      occurredAt: until,
      sessionId: 'conv-1',
      toolCallId: 'call-1',
      traceId,
      spanId,
      parentSpanId,
    });
    expect(problemsIn(mapped)).toEqual([]);
  });

  it.each<[string, OtlpAttributes, Partial<OtlpSpan>, object]>([
    ['without an id by its span', { 'gen_ai.tool.call.id': null }, {}, { id: `genai/${traceId}/${spanId}` }],
    ['named by its span alone', { 'gen_ai.tool.name': null }, { name: 'execute_tool get_weather' }, {}],
    ['of an MCP server', { 'mcp.method.name': 'tools/call' }, {}, {}],
    [
      'of an MCP server whose span names no operation',
      { 'gen_ai.operation.name': null, 'gen_ai.tool.name': null, 'mcp.method.name': 'tools/call' },
      { name: 'tools/call get_weather', kind: 'client' },
      {},
    ],
  ])('is one %s', (_, attributes, more, expected) => {
    const mapped = read({ ...tool, ...attributes }, more);
    expect(factsIn(mapped)[1]).toMatchObject({ ...did, ...expected });
    expect(problemsIn(mapped)).toEqual([]);
  });

  it('that failed says why', () => {
    expect(factsIn(read({ ...tool, 'error.type': 'tool_error' }))[1]).toMatchObject({
      success: false,
      error: 'tool_error',
    });
  });

  it.each<[string, OtlpAttributes, Partial<OtlpSpan>]>([
    ['names none', { 'gen_ai.tool.name': null }, {}],
    ['asks an MCP server for another thing', { 'gen_ai.operation.name': null, 'mcp.method.name': 'tools/list' }, {}],
    ['is of the MCP server itself', { 'mcp.method.name': 'tools/call' }, { kind: 'server' }],
  ])('is none where it %s', (_, attributes, more) => {
    expect(read({ ...tool, ...attributes }, more)).toEqual({ outcome: 'unknown' });
  });
});

describe('an event of the conventions', () => {
  const { 'gen_ai.conversation.id': conversation, ...rest } = chat;
  const details = { ...rest, 'gen_ai.conversation.id': conversation };
  const event = (attributes: OtlpAttributes, more: Parameters<typeof logRecord>[1] = {}) =>
    genAiMapper.logs?.(
      logRecord(attributes, { resource, eventName: 'gen_ai.client.inference.operation.details', ...more }),
    );

  it('tells of the call of which a span tells under the same id', () => {
    const mapped = event(details);
    // Of its duration the event says nothing.
    const { traceId: _trace, spanId: _span, parentSpanId: _parent, durationMs: _duration, ...same } = call;
    expect(factsIn(mapped)[1]).toEqual({ id: undefined, ...same, occurredAt: from });
    expect(problemsIn(mapped)).toEqual([]);
  });

  it('stands in its trace, and is known by its span where the response has no id', () => {
    const place = { traceId, parentSpanId: spanId };
    expect(factsIn(event(details, { traceId, spanId }))[1]).toMatchObject({ ...place, id: undefined });
    const { 'gen_ai.response.id': _id, ...unnamed } = details;
    expect(factsIn(event(unnamed, { traceId, spanId }))[1]).toMatchObject({
      ...place,
      id: `genai/${traceId}/${spanId}`,
    });
    expect(factsIn(event({ ...unnamed, 'error.type': 'timeout' }))[1]).toMatchObject({
      success: false,
      error: 'timeout',
    });
  });

  it('within a span that is exported too is told by that', () => {
    expect(event(details, { traceId, spanId, isSampled: true })).toEqual({ outcome: 'ignored' });
    expect(factsIn(event(details, { isSampled: true }))).toHaveLength(2);
  });

  it('without usage or an agent is unknown, and content is ignored', () => {
    expect(event({ 'gen_ai.request.model': 'gpt-5.4', 'gen_ai.conversation.id': 'c' })).toEqual({ outcome: 'unknown' });
    expect(event(rest)).toEqual({ outcome: 'unknown' });
    expect(event(details, { eventName: 'gen_ai.choice' })).toEqual({ outcome: 'ignored' });
    expect(event(details, { eventName: 'gen_ai.of.next.year' })).toEqual({ outcome: 'unknown' });
  });
});

describe('the mapper of the conventions', () => {
  it('claims what has their names, but of agents that use them otherwise', () => {
    const claims = (attributes: OtlpAttributes, name = 'a span', service = 'any') =>
      genAiMapper.claims({ 'service.name': service }, '', name, attributes);
    expect(claims(chat)).toBe(true);
    expect(claims({ 'mcp.method.name': 'tools/call' })).toBe(true);
    expect(claims({}, 'gen_ai.client.token.usage')).toBe(true);
    expect(claims({}, 'mcp.client.operation.duration')).toBe(true);
    expect(claims({ 'db.system': 'postgresql' })).toBe(false);
    expect(claims({ ...chat, 'gen_ai.operation.name': 'llm_call' }, 'llm_call', 'gemini-cli')).toBe(false);
  });

  it('knows the metrics of both conventions, which tell nothing that spans do not', () => {
    const point = (name: string) => genAiMapper.metrics?.({ name } as OtlpMetricPoint);
    expect(point('gen_ai.client.token.usage')).toEqual({ outcome: 'ignored' });
    expect(point('gen_ai.client.inference.usage.cache_write.input_tokens')).toEqual({ outcome: 'ignored' });
    expect(point('gen_ai.of.next.year')).toEqual({ outcome: 'unknown' });
    expect(genAiMetrics.size).toBeGreaterThan(20);
  });

  it('takes anything', () => {
    const names = Object.values(genAiAttributes).flatMap((aliases) => aliases.map(({ name }) => name));
    const operations = ['chat', 'embeddings', 'execute_tool', 'invoke_agent', 'plan', ''];
    fc.assert(
      fc.property(fc.constantFrom(...operations), anyAttributes(names), fc.string(), (operation, attributes, name) => {
        const given = operation === '' ? attributes : { ...attributes, 'gen_ai.operation.name': operation };
        expect(genAiMapper.spans?.(otlpSpan(name, given))).toBeDefined();
        const record = logRecord(given, { eventName: 'gen_ai.client.inference.operation.details' });
        expect(genAiMapper.logs?.(record)).toBeDefined();
        expect(genAiMapper.claims(given, '', name, given)).toBeTypeOf('boolean');
      }),
    );
  });
});
