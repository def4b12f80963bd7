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
import type { OtlpAttributes, OtlpLogRecord, OtlpMetricPoint } from '../otlp-records.js';
import { claudeCodeMapper } from './claude-code.mapper.js';

const common = { 'session.id': 's-1', 'event.sequence': 7, 'event.timestamp': '2026-01-15T14:32:00.000Z' };

const eventOf = (name: string, attributes: OtlpAttributes = {}, more: Partial<OtlpLogRecord> = {}) =>
  logRecord({ ...common, 'event.name': name, ...attributes }, { body: `claude_code.${name}`, ...more });

const read = (...given: Parameters<typeof eventOf>) => claudeCodeMapper.logs?.(eventOf(...given));

const request = {
  model: 'claude-opus-4-5',
  input_tokens: '100',
  output_tokens: 50,
  cache_read_tokens: 8_000,
  cache_creation_tokens: 900,
  cost_usd_micros: 34_500,
  duration_ms: 2_100,
  request_id: 'req-1',
  speed: 'fast',
  query_source: 'main',
};

const at = '2026-01-15T14:32:00.000Z';
const observed = { type: 'AgentObserved', occurredAt: at, agentId: 's-1', agentType: 'claude-code', sessionId: 's-1' };
const activity = { occurredAt: at, agentId: 's-1', agentType: 'claude-code', sessionId: 's-1' };

describe('an event of Claude Code', () => {
  it.each<[string, OtlpAttributes, object]>([
    [
      'api_request',
      request,
      {
        type: 'ModelCallRecorded',
        model: 'claude-opus-4-5',
        provider: 'anthropic',
        inputTokens: 9_000,
        outputTokens: 50,
        cacheReadTokens: 8_000,
        cacheWriteTokens: 900,
        reportedCostUsd: '0.0345',
        durationMs: 2_100,
        success: true,
        requestId: 'req-1',
        speed: 'fast',
      },
    ],
    [
      'api_error',
      { model: 'claude-opus-4-5', status_code: 529, duration_ms: 900 },
      {
        type: 'ModelCallRecorded',
        id: `claude-code/ModelCallRecorded/7/${at}`,
        model: 'claude-opus-4-5',
        provider: 'anthropic',
        inputTokens: 0,
        outputTokens: 0,
        success: false,
        error: 'status 529',
        durationMs: 900,
      },
    ],
    [
      'tool_result',
      { tool_name: 'Bash', tool_use_id: 't-1', success: 'false', duration_ms: '350', error_type: 'ShellError' },
      {
        type: 'ToolCallRecorded',
        tool: 'Bash',
        toolCallId: 't-1',
        success: false,
        durationMs: 350,
        error: 'ShellError',
      },
    ],
    [
      'tool_decision',
      { tool_name: 'Edit', tool_use_id: 't-2', decision: 'accept', source: 'config' },
      { type: 'ToolDecisionRecorded', tool: 'Edit', toolCallId: 't-2', decision: 'accepted', decidedBy: 'config' },
    ],
    [
      'tool_decision',
      { tool_name: 'Edit', tool_use_id: 't-3', decision: 'reject', source: 'user_reject' },
      { type: 'ToolDecisionRecorded', tool: 'Edit', toolCallId: 't-3', decision: 'rejected', decidedBy: 'user_reject' },
    ],
    [
      'tool_decision',
      { tool_name: 'Edit', tool_use_id: 't-4', decision: 'reject', source: 'user_abort' },
      { type: 'ToolDecisionRecorded', tool: 'Edit', toolCallId: 't-4', decision: 'aborted', decidedBy: 'user_abort' },
    ],
    [
      'api_refusal',
      { has_category: true, category: 'cyber' },
      {
        type: 'AgentErrorRecorded',
        id: `claude-code/AgentErrorRecorded/7/${at}`,
        errorType: 'api_refusal',
        error: 'cyber',
      },
    ],
    [
      'internal_error',
      { error_name: 'TypeError', error_code: 'ENOENT' },
      {
        type: 'AgentErrorRecorded',
        id: `claude-code/AgentErrorRecorded/7/${at}`,
        errorType: 'internal_error',
        error: 'TypeError',
      },
    ],
    [
      'api_retries_exhausted',
      { error: 'overloaded', status_code: 529, total_attempts: 11 },
      {
        type: 'AgentErrorRecorded',
        id: `claude-code/AgentErrorRecorded/7/${at}`,
        errorType: 'api_retries_exhausted',
        error: 'overloaded',
      },
    ],
  ])('%s with %j becomes what the agent did', (name, attributes, fact) => {
    const mapped = read(name, attributes);
    const [seen, did] = factsIn(mapped);
    expect(seen).toMatchObject(observed);
    expect(did).toEqual({ id: undefined, ...activity, ...fact });
    expect(problemsIn(mapped)).toEqual([]);
  });

  it('stands in the trace in which it was written: the span at that time is the parent', () => {
    const place = { traceId, parentSpanId: spanId };
    expect(factsIn(read('api_request', request, { traceId, spanId }))).toMatchObject([{ traceId }, place]);
    const stamped = { ...request, trace_id: traceId.toUpperCase(), span_id: spanId };
    expect(factsIn(read('api_request', stamped))).toMatchObject([{ traceId }, place]);
    expect(factsIn(read('api_request', { ...request, trace_id: 'none' }))[1]).not.toHaveProperty('traceId');
    expect(
      factsIn(read('tool_decision', { tool_name: 'Edit', decision: 'accept' }, { traceId }))[1],
    ).not.toHaveProperty('traceId');
  });

  it('without a key of its own is another one in another process of the session, and the same when sent again', () => {
    const ids = ['00', '00', '01'].map(
      (second) => factsIn(read('internal_error', { 'event.timestamp': `2026-01-15T14:32:${second}.000Z` }))[1]?.id,
    );
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('of a build that does not count its events is known again by what it says', () => {
    const id = (error_name: string) => factsIn(read('internal_error', { error_name, 'event.sequence': null }))[1]?.id;
    expect(id('TypeError')).toBe(id('TypeError'));
    expect(id('TypeError')).not.toBe(id('RangeError'));
  });

  it('with more words than are worth keeping is a fact all the same', () => {
    const error = 'x'.repeat(50_000);
    expect(problemsIn(read('api_error', { model: 'claude-opus-4-5', error }))).toEqual([]);
    expect(problemsIn(read('api_retries_exhausted', { error }))).toEqual([]);
  });

  it('of a subagent counts for its session, whose model it does not tell', () => {
    const [seen, call] = factsIn(
      read('api_request', { ...request, query_source: 'subagent', 'agent.name': 'Explore' }),
    );
    expect(seen).not.toHaveProperty('model');
    expect(call).toMatchObject({ agentId: 's-1', model: 'claude-opus-4-5' });
    expect(factsIn(read('api_request', request))[0]).toMatchObject({ model: 'claude-opus-4-5' });
  });

  it.each<[string, OtlpAttributes]>([
    ['api_request', { model: 'claude-opus-4-5' }],
    ['api_request', { ...request, 'session.id': null }],
    ['api_error', {}],
    ['tool_result', { tool_name: 'Bash' }],
    ['tool_decision', { tool_name: 'Bash', decision: 'perhaps' }],
    ['an_event_of_next_year', {}],
  ])('%s with %j that lacks what makes it a fact is unknown', (name, attributes) => {
    expect(read(name, attributes)).toEqual({ outcome: 'unknown' });
  });

  it.each([
    ['a negative count', { input_tokens: '-5' }, 'inputTokens', 'must not be negative; got -5'],
    ['a negative part, which no sum hides', { cache_read_tokens: -5 }, 'inputTokens', 'must not be negative; got -5'],
    ['a fraction', { output_tokens: 1.5 }, 'outputTokens', '1.5 is a fraction'],
    ['an absurd count', { output_tokens: '9223372036854775807' }, 'outputTokens', 'must be at most 1000000000'],
  ])('with %s is refused, and says why', (_, wrong, field, message) => {
    const problems = problemsIn(read('api_request', { ...request, ...wrong }));
    expect(problems.join()).toContain(field);
    expect(problems.join()).toContain(message);
  });

  const amount = 'must be an amount in USD, 0 or more';
  it.each<[string, OtlpAttributes, string]>([
    ['a negative cost', { cost_usd: -0.01 }, `${amount}: a number, or a decimal text such as "0.0123"; got -0.01`],
    ['a negative cost as a text', { cost_usd: '-0.01' }, 'got -0.01'],
    ['a cost of no number', { cost_usd: 'NaN' }, 'got "NaN"'],
    ['a cost that is none', { cost_usd: true }, amount],
    ['an absurd cost', { cost_usd: 1e13 }, 'must be at most 1000000000000 USD; got 10000000000000'],
    ['negative millionths', { cost_usd_micros: -5, cost_usd: 0.01 }, 'got -0.000005'],
    ['absurd millionths', { cost_usd_micros: '9223372036854775807' }, 'must be at most 1000000000000 USD; got'],
    ['millionths of no number', { cost_usd_micros: 'Infinity', cost_usd: 0.01 }, 'got "Infinity"'],
  ])('with %s is refused, and says why', (_, told, message) => {
    const { cost_usd_micros: _micros, ...rest } = request;
    const problems = problemsIn(read('api_request', { ...rest, ...told }))
      .join()
      .replaceAll('\\"', '"');
    expect(problems).toContain('reportedCostUsd');
    expect(problems).toContain(message);
  });

  it.each<[string, OtlpAttributes, string | undefined]>([
    ['dollars where no millionths are told', { cost_usd: 0.0125 }, '0.0125'],
    ['dollars as a text', { cost_usd: '1e-7' }, '0.0000001'],
    ['dollars where the millionths are empty', { cost_usd_micros: null, cost_usd: 0.5 }, '0.5'],
    ['nothing', { cost_usd: 0 }, '0'],
    ['nothing that is known', { cost_usd: ' ' }, undefined],
  ])('costs %s', (_, told, cost) => {
    const { cost_usd_micros: _micros, ...rest } = request;
    const mapped = read('api_request', { ...rest, ...told });
    expect(problemsIn(mapped)).toEqual([]);
    expect((factsIn(mapped)[1] as { reportedCostUsd?: string }).reportedCostUsd).toBe(cost);
  });

  it('costs parts of millionths too', () => {
    expect(problemsIn(read('api_request', { ...request, cost_usd_micros: 34_500.5 }))).toEqual([]);
    expect(factsIn(read('api_request', { ...request, cost_usd_micros: 34_500.5 }))[1]).toMatchObject({
      reportedCostUsd: 0.0345005,
    });
  });

  it('that tells nothing which we keep is known and ignored', () => {
    expect(read('user_prompt', { prompt_length: 3 })).toEqual({ outcome: 'ignored' });
  });
});

describe('a beta trace of Claude Code', () => {
  const call = { ...request, 'session.id': 's-1', success: true, query_source: 'repl_main_thread' };
  const spanOf = (attributes: OtlpAttributes) =>
    claudeCodeMapper.spans?.(otlpSpan('claude_code.llm_request', attributes));

  it('tells of the call of which an event tells under the same id, with its span', () => {
    const mapped = spanOf(call);
    const ofEvent = factsIn(read('api_request', request))[1] as Record<string, unknown>;
    const { reportedCostUsd: _, ...same } = ofEvent;
    const own = { traceId, spanId, parentSpanId, occurredAt: new Date(recordTime + 1_500).toISOString() };
    expect(factsIn(mapped)).toEqual([
      { ...observed, id: undefined, occurredAt: own.occurredAt, model: 'claude-opus-4-5', traceId },
      { ...same, ...own },
    ]);
    expect(problemsIn(mapped)).toEqual([]);
    const { request_id: id, ...rest } = call;
    expect(factsIn(spanOf({ ...rest, 'gen_ai.response.id': id }))[1]).toMatchObject({ requestId: 'req-1' });
  });

  it('tells of a failed call, which uses nothing', () => {
    const { input_tokens: _in, output_tokens: _out, ...rest } = call;
    const mapped = spanOf({ ...rest, success: 'false', error: 'overloaded' });
    expect(factsIn(mapped)[1]).toMatchObject({ success: false, error: 'overloaded', inputTokens: 0 });
    expect(problemsIn(mapped)).toEqual([]);
  });

  it('stays spans where nothing says which call it is', () => {
    expect(spanOf({ ...call, request_id: null })).toEqual({ outcome: 'unknown' });
    expect(spanOf({ ...call, 'session.id': '' })).toEqual({ outcome: 'unknown' });
    for (const name of ['claude_code.interaction', 'claude_code.tool', 'claude_code.tool.execution']) {
      expect(claudeCodeMapper.spans?.(otlpSpan(name, call))).toEqual({ outcome: 'unknown' });
    }
  });
});

describe('the Claude Code mapper', () => {
  it('knows the metrics, which tell nothing that events do not', () => {
    const point = (name: string) => claudeCodeMapper.metrics?.({ name } as OtlpMetricPoint);
    expect(point('claude_code.token.usage')).toEqual({ outcome: 'ignored' });
    expect(point('claude_code.of.next.year')).toEqual({ outcome: 'unknown' });
  });

  it('takes anything', () => {
    const names = [...Object.keys(request), ...Object.keys(common), 'success', 'tool_name', 'decision', 'trace_id'];
    const events = ['api_request', 'api_error', 'tool_result', 'tool_decision', 'internal_error', 'other'];
    fc.assert(
      fc.property(fc.constantFrom(...events), anyAttributes(names), (name, attributes) => {
        const record = logRecord({ ...attributes, 'event.name': name });
        expect(claudeCodeMapper.logs?.(record)).toBeDefined();
        expect(claudeCodeMapper.spans?.(otlpSpan('claude_code.llm_request', attributes))).toBeDefined();
      }),
    );
  });
});
