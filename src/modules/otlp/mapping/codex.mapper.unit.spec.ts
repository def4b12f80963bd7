import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OtlpAttributes, OtlpLogRecord, OtlpSpan, OtlpValue } from '../otlp-records.js';
import { codexMapper } from './codex.mapper.js';
import { mapExport } from './telemetry-mappers.js';

const conversation = '0199b7a2-7f0d-7c31-9a5e-2f6f1d1c9a10';
const at = '2026-01-15T14:32:01.250Z';

/** As Codex's bridge writes it: the record is named for a place in the source, and numbers are often texts. */
const event = (name: string, attributes: OtlpAttributes, more: Partial<OtlpLogRecord> = {}): OtlpLogRecord => ({
  resource: { 'service.name': 'codex_cli_rs', 'service.version': '0.60.0', env: 'dev' },
  scope: { name: 'codex_otel.log_only', version: '' },
  eventName: 'event otel/src/events/session_telemetry.rs:842',
  timeMs: Date.parse(at),
  body: null,
  attributes: {
    'event.name': name,
    'event.timestamp': at,
    'conversation.id': conversation,
    'app.version': '0.60.0',
    originator: 'codex_cli_rs',
    'terminal.type': 'xterm',
    model: 'gpt-5.1-codex',
    slug: 'gpt-5.1-codex',
    ...attributes,
  },
  traceId: undefined,
  spanId: undefined,
  ...more,
});
const completed = (attributes: OtlpAttributes = {}) =>
  event('codex.sse_event', {
    'event.kind': 'response.completed',
    input_token_count: '12000',
    output_token_count: '640',
    cached_token_count: 9_000,
    reasoning_token_count: 320,
    tool_token_count: '12640',
    ...attributes,
  });

const map = (record: OtlpLogRecord) => codexMapper.logs!(record);
/** What the agent did, without that it was at work, which is told with it. */
function told(record: OtlpLogRecord) {
  const mapped = map(record);
  if (mapped.outcome !== 'facts') return mapped.outcome;
  expect(mapped.facts[0]).toMatchObject({ type: 'AgentObserved', data: { agentId: conversation } });
  return mapped.facts[1];
}
const idOf = (record: OtlpLogRecord) => (told(record) as { id?: string }).id;

describe("Codex's events", () => {
  it('show the conversation as an agent', () => {
    expect(
      map(
        event(
          'codex.conversation_starts',
          { provider_name: 'OpenAI', approval_policy: 'on-request', 'orchestrate.story': 'story-12' },
          { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '1234567890abcdef' },
        ),
      ),
    ).toEqual({
      outcome: 'facts',
      facts: [
        {
          type: 'AgentObserved',
          occurredAt: at,
          data: {
            agentId: conversation,
            agentType: 'codex',
            sessionId: conversation,
            storyId: 'story-12',
            model: 'gpt-5.1-codex',
            traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
          },
        },
      ],
    });
  });

  it.each<[string, OtlpLogRecord, unknown]>([
    [
      'a completed answer is a model call; what was cached is part of its input, what was thought of its output',
      completed(),
      {
        type: 'ModelCallRecorded',
        occurredAt: at,
        data: {
          agentId: conversation,
          model: 'gpt-5.1-codex',
          inputTokens: 12_000,
          outputTokens: 640,
          cacheReadTokens: 9_000,
          reasoningTokens: 320,
          success: true,
        },
      },
    ],
    [
      'a newer build tells what went to the cache',
      completed({ cache_write_token_count: 100 }),
      { data: { inputTokens: 12_000, cacheReadTokens: 9_000, cacheWriteTokens: 100 } },
    ],
    [
      'without counts of parts they are not known',
      completed({ cached_token_count: null, reasoning_token_count: 'x' }),
      { data: { inputTokens: 12_000, outputTokens: 640 } },
    ],
    ['the piece of the stream that came before it says the same without tokens', sse('response.completed'), 'ignored'],
    ['so do all other pieces', sse('response.output_text.delta'), 'ignored'],
    ['a piece that could not be read is no failed call', sse('response.output_item.done', 'bad'), 'ignored'],
    [
      'an answer that failed is a failed call',
      sse('response.failed', 'rate limit reached'),
      { type: 'ModelCallRecorded', data: { success: false, error: 'rate limit reached', inputTokens: 0 } },
    ],
    [
      'so is a stream that broke',
      event('codex.sse_event', { duration_ms: '60000', 'error.message': 'idle timeout waiting for SSE' }),
      { type: 'ModelCallRecorded', data: { success: false, durationMs: 60_000 } },
    ],
    ['one count alone is no call', completed({ output_token_count: null, input_token_count: 5 }), 'unknown'],
    ['nor are counts that are no numbers', completed({ input_token_count: 'many' }), 'unknown'],
    [
      'a number that is no count stands in the call, which is refused for it',
      completed({ input_token_count: '-3' }),
      { type: 'ModelCallRecorded', data: { inputTokens: -3 } },
    ],
    [
      'a request that went well is told by its answer',
      event('codex.api_request', { attempt: 0, duration_ms: '812', 'http.response.status_code': 200 }),
      'ignored',
    ],
    [
      'one that failed is a failed call',
      event('codex.api_request', {
        attempt: 1,
        duration_ms: '230',
        'http.response.status_code': 429,
        'error.message': 'http 429 Too Many Requests',
        endpoint: '/responses',
      }),
      {
        type: 'ModelCallRecorded',
        data: { success: false, error: 'http 429 Too Many Requests', durationMs: 230, outputTokens: 0 },
      },
    ],
    [
      'also with nothing but a status',
      event('codex.api_request', { attempt: '2', duration_ms: '230', 'http.response.status_code': '503' }),
      { type: 'ModelCallRecorded', data: { success: false, error: 'status 503' } },
    ],
    [
      'a request for something else than an answer is no model call',
      event('codex.api_request', { 'http.response.status_code': 500, endpoint: '/models' }),
      { type: 'AgentErrorRecorded', data: { errorType: 'api_request', error: 'status 500' } },
    ],
    ['a request that says nothing of its end', event('codex.api_request', {}), 'unknown'],
    [
      'a request by websocket that failed',
      event('codex.websocket_request', { success: 'false', duration_ms: '3', 'error.message': 'closed' }),
      { type: 'ModelCallRecorded', data: { success: false, error: 'closed' } },
    ],
    ['one that went well', event('codex.websocket_request', { success: 'true', duration_ms: '3' }), 'ignored'],
    [
      'a websocket that could not be opened',
      event('codex.websocket_connect', { success: 'false', 'error.message': 'dns error' }),
      { type: 'AgentErrorRecorded', data: { errorType: 'websocket_connect', error: 'dns error' } },
    ],
    [
      'one that was',
      event('codex.websocket_connect', { success: 'true', 'http.response.status_code': 101 }),
      'ignored',
    ],
    [
      'a tool call is known by its own id; what it was given and answered is content',
      event('codex.tool_result', {
        tool_name: 'shell',
        call_id: 'call_1',
        arguments: '{"command":["ls"]}',
        duration_ms: '48',
        success: 'true',
        output: 'src',
      }),
      {
        type: 'ToolCallRecorded',
        id: undefined,
        data: {
          agentId: conversation,
          agentType: 'codex',
          sessionId: conversation,
          tool: 'shell',
          durationMs: 48,
          success: true,
          toolCallId: 'call_1',
        },
      },
    ],
    [
      'a tool that could not be called has no id',
      event('codex.tool_result', { tool_name: 'nosuch', duration_ms: '0', success: 'false', output: 'unsupported' }),
      { type: 'ToolCallRecorded', id: expect.stringMatching(/^codex\/.{32}$/) as string, data: { success: false } },
    ],
    ['without a result', event('codex.tool_result', { tool_name: 'shell', duration_ms: 1 }), 'unknown'],
    ...(
      [
        ['approved', 'accepted'],
        ['approved_for_session', 'accepted'],
        ['approvedforsession', 'accepted'],
        ['denied', 'rejected'],
        ['abort', 'aborted'],
        ['timedout', 'aborted'],
      ] as const
    ).map(([word, decision]): [string, OtlpLogRecord, unknown] => [
      `a tool call that is ${word}`,
      event('codex.tool_decision', { tool_name: 'shell', call_id: 'call_1', decision: word, source: 'user' }),
      {
        type: 'ToolDecisionRecorded',
        data: { tool: 'shell', decision, decidedBy: 'user', toolCallId: 'call_1' },
      },
    ]),
    ['another decision', event('codex.tool_decision', { tool_name: 'shell', decision: 'perhaps' }), 'unknown'],
    ['a prompt', event('codex.user_prompt', { prompt: '[REDACTED]', prompt_length: '12' }), 'ignored'],
    ['what nobody knows', event('codex.something_new', {}), 'unknown'],
    ['a record of no conversation', event('codex.sse_event', { 'conversation.id': null }), 'unknown'],
  ])('%s', (_, record, expected) => {
    const fact = told(record);
    if (typeof expected === 'string') expect(fact).toBe(expected);
    else expect(fact).toMatchObject(expected as object);
  });

  it('are known again when they are sent again, and told apart by all that they say', () => {
    const failed = (attempt: number) =>
      event('codex.api_request', { attempt, duration_ms: '1', 'error.message': 'reset' });
    const decided = (decision: string, source: string) =>
      event('codex.tool_decision', { tool_name: 'shell', call_id: 'call_1', decision, source });
    const all = [
      completed(),
      completed({ input_token_count: 12_001 }),
      completed({ cached_token_count: 1 }),
      completed({ 'event.timestamp': '2026-01-15T14:32:01.251Z' }),
      failed(0),
      failed(1),
      decided('approved', 'config'),
      decided('approved', 'user'),
      decided('denied', 'user'),
    ];
    const ids = all.map((record) => idOf(record));
    expect(new Set(ids).size).toBe(all.length);
    expect(idOf(completed({ input_token_count: 12_000, output_token_count: 640 }))).toBe(ids[0]);
    // The time of the record is that of its export where a collector stands between.
    expect(idOf({ ...completed(), timeMs: Date.parse(at) + 5_000 })).toBe(ids[0]);
  });

  it('happen when their record was made where they state no time, and are not known again without any', () => {
    expect(told(completed({ 'event.timestamp': 'yesterday' }))).toMatchObject({ occurredAt: at });
    const timeless = map({ ...completed({ 'event.timestamp': null }), timeMs: undefined });
    expect(timeless).toMatchObject({ facts: [{}, { id: undefined, occurredAt: undefined }] });
  });
});

function sse(kind: string, error?: string): OtlpLogRecord {
  return event('codex.sse_event', { 'event.kind': kind, duration_ms: '12', 'error.message': error ?? null });
}

describe('Codex', () => {
  it.each([
    ['codex_cli_rs', '', 'x', true],
    ['codex_exec', '', 'x', true],
    ['codex-app-server', '', 'x', true],
    ['Codex Desktop', '', 'x', true],
    ['my_app', 'codex_otel.log_only', 'x', true],
    [null, '', 'codex.turn.token_usage', true],
    ['codexample', 'pg', 'SELECT', false],
    [null, '', '', false],
  ] as const)('is what calls itself %s / %s / %s: %s', (service, scope, name, expected) => {
    expect(codexMapper.claims({ 'service.name': service }, scope, name, {})).toBe(expected);
  });

  it('is known by the name of its event where nothing else tells', () => {
    const record = { ...completed(), resource: {}, scope: { name: '', version: '' } };
    const { counts, readings } = mapExport({ signal: 'logs', records: [record, event('codex.something_new', {})] });
    expect(counts.map(({ source }) => source)).toEqual(['codex', 'codex']);
    expect(readings.map(({ name }) => name)).toEqual(['codex.sse_event', 'codex.something_new']);
  });

  it('has spans whose tokens are those of its events: they stay spans', () => {
    const span: OtlpSpan = {
      resource: { 'service.name': 'codex_cli_rs' },
      scope: { name: 'codex_cli_rs', version: '' },
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '1234567890abcdef',
      parentSpanId: undefined,
      name: 'handle_responses',
      kind: 'internal',
      startMs: Date.parse(at),
      endMs: Date.parse(at) + 10,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'gpt-5.1-codex',
        'gen_ai.usage.input_tokens': 12_000,
        'gen_ai.usage.output_tokens': 640,
      },
      status: { code: 'unset', message: '' },
      events: [],
    };
    const { facts } = mapExport({ signal: 'traces', records: [span] });
    expect(facts.map(({ fact }) => fact.type)).toEqual(['SpanRecorded']);
  });

  it('has metrics that say nothing else than its events', () => {
    const point = (name: string) =>
      codexMapper.metrics!({
        resource: {},
        scope: { name: '', version: '' },
        name,
        unit: '',
        kind: 'histogram',
        temporality: 'delta',
        monotonic: false,
        attributes: { token_type: 'input' },
        startMs: 0,
        timeMs: 1,
        value: 1,
        count: 1,
      }).outcome;
    expect(point('codex.turn.token_usage')).toBe('ignored');
    expect(point('codex.tool.call.duration_ms')).toBe('ignored');
    expect(point('http.client.duration')).toBe('unknown');
  });

  it('never breaks the mapper', () => {
    const value = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.jsonValue() as fc.Arbitrary<OtlpValue>,
    );
    const name = fc.constantFrom(
      'codex.sse_event',
      'codex.api_request',
      'codex.websocket_connect',
      'codex.websocket_request',
      'codex.tool_result',
      'codex.tool_decision',
      'codex.conversation_starts',
    );
    const keys = ['event.timestamp', 'model', 'event.kind', 'input_token_count', 'output_token_count', 'tool_name'];
    const more = ['call_id', 'success', 'duration_ms', 'decision', 'error.message', 'http.response.status_code'];
    const attributes = fc.dictionary(fc.oneof(fc.constantFrom(...keys, ...more), fc.string()), value);
    fc.assert(
      fc.property(name, attributes, fc.option(fc.double()), (eventName, given, timeMs) => {
        const mapped = map(event(eventName, given, { timeMs: timeMs ?? undefined }));
        expect(['facts', 'ignored', 'unknown']).toContain(mapped.outcome);
      }),
    );
  });
});
