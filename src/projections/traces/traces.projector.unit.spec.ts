import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import type { TraceRow } from './trace.row.js';
import type { TraceSpanRow } from './trace-span.row.js';
import { tracesProjection } from './traces.projector.js';

const T1 = '4bf92f3577b34da6a3ce929d0e0e4736';
const T2 = '5bf92f3577b34da6a3ce929d0e0e4736';
const S1 = '00f067aa0ba902b7';
const S2 = '10f067aa0ba902b7';

let count = 0;
const event = (type: string, time: string, data: JsonObject): RecordedEvent => ({
  id: `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`,
  type,
  schemaVersion: 1,
  data,
  meta: {
    occurredAt: `2026-01-15T${time}Z`,
    actor: { type: 'api_key', id: 'key-1', name: 'fleet' },
    correlationId: 'c',
    source: 'rest',
  },
  stream: 's-1',
  revision: BigInt(count),
  position: String(count).padStart(20, '0') as LogPosition,
  recordedAt: new Date('2026-01-16T00:00:00Z'),
});
const agent = (type: string, time: string, data: JsonObject = {}) => event(type, time, { agentId: 'a1', ...data });
const spawned = (time: string, data: JsonObject = {}) =>
  agent('AgentSpawned', time, { agentType: 'explorer', ...data });
const observed = (time: string, data: JsonObject = {}) =>
  agent('AgentObserved', time, { agentType: 'claude-code', ...data });
const changed = (time: string, to: string, data: JsonObject = {}) =>
  agent('AgentStateChanged', time, { agentType: 'unknown', to, ...data });
const modelCall = (time: string, data: JsonObject = {}) =>
  agent('ModelCallRecorded', time, {
    model: 'opus',
    inputTokens: 100,
    outputTokens: 10,
    durationMs: 1_500,
    success: true,
    ...data,
  });
const toolCall = (time: string, data: JsonObject = {}) =>
  agent('ToolCallRecorded', time, { tool: 'Bash', durationMs: 500, success: true, ...data });
const span = (spanId: string, startedAt: string, data: JsonObject = {}) =>
  event('SpanRecorded', startedAt, {
    traceId: T1,
    spanId,
    name: 'work',
    kind: 'internal',
    startedAt: `2026-01-15T${startedAt}Z`,
    durationMs: 100,
    status: 'ok',
    attributes: {},
    ...data,
  });

const [traces, spans] = tracesProjection.outputs;
if (traces?.kind !== 'fold' || spans?.kind !== 'insert') throw new Error('not as expected');
const fold = (...events: readonly RecordedEvent[]) =>
  events.reduce<TraceRow | undefined>(
    (row, one) => traces.apply(row, one, traces.keys(one)[0] ?? []) as TraceRow,
    undefined,
  )!;
const at = (time: string) => new Date(`2026-01-15T${time}Z`);

describe('the run of an agent', () => {
  it('is told from its spawn to its end, with what it did', () => {
    const row = fold(
      spawned('10:00:00', { model: 'opus', epicId: 'epic-1' }),
      changed('10:00:01', 'running'),
      toolCall('10:00:03', { success: false }),
      modelCall('10:00:04'),
      agent('AgentErrorRecorded', '10:00:05', { errorType: 'api_refusal' }),
      changed('10:01:00', 'completed', { reason: 'done' }),
    );
    expect(row).toMatchObject({ id: 'agent/a1', agent_id: 'a1', agent_type: 'explorer', name: 'agent_execution' });
    expect(row).toMatchObject({ started_at: at('10:00:00'), ended_at: at('10:01:00'), duration_ms: 60_000 });
    expect(row).toMatchObject({ status: 'ok', status_message: 'done', model_calls: 1, tool_calls: 1, agent_errors: 1 });
    expect(row.trace_id).toMatch(/^[0-9a-f]{32}$/);
    expect(row.root_span_id).toMatch(/^[0-9a-f]{16}$/);
    expect(fold(spawned('11:00:00'))).toMatchObject({ trace_id: row.trace_id, root_span_id: row.root_span_id });
  });

  it('has the status of its end, and none while nobody says how it is', () => {
    expect(fold(changed('10:00:00', 'failed', { error: 'boom' }))).toMatchObject({
      status: 'error',
      status_message: 'boom',
    });
    expect(fold(changed('10:00:00', 'terminated')).status).toBe('unset');
    expect(fold(toolCall('10:00:00'))).toMatchObject({ status: 'unset', ended_at: null });
    expect(fold(observed('10:00:00')).status).toBe('running');
    const resumed = fold(changed('10:00:00', 'failed', { error: 'boom' }), changed('10:00:01', 'running'));
    expect(resumed).toMatchObject({ status: 'running', ended_at: null, status_message: null });
  });

  it('begins with the first of its calls when that began before anything else is known', () => {
    expect(fold(observed('10:00:10'), modelCall('10:00:10', { durationMs: 4_000.5 }))).toMatchObject({
      started_at: new Date('2026-01-15T10:00:05.999Z'),
      ended_at: null,
      duration_ms: 4_001,
    });
  });

  it('has the ids of its telemetry, else those that it was given, else ids of its own', () => {
    expect(fold(observed('10:00:00', { traceId: T2, spanId: S2, traceparent: `00-${T1}-${S1}-01` }))).toMatchObject({
      trace_id: T2,
      root_span_id: S2,
      parent_span_id: S1,
    });
    expect(fold(observed('10:00:00', { traceparent: `00-${T1}-${S1}-01` }))).toMatchObject({
      trace_id: T1,
      parent_span_id: S1,
    });
    const call = fold(toolCall('10:00:00', { traceId: T2, spanId: S2, parentSpanId: S1 }));
    expect(call).toMatchObject({ trace_id: T2, parent_span_id: null });
    expect(call.root_span_id).not.toBe(S2);
  });
});

describe('a trace without an agent', () => {
  it('is told by its spans and named after its root', () => {
    const row = fold(
      span(S2, '10:00:01', { parentSpanId: S1, status: 'error' }),
      span(S1, '10:00:02', { name: 'job', durationMs: 5_000 }),
    );
    expect(row).toMatchObject({ id: `trace/${T1}`, trace_id: T1, agent_id: null, name: 'job', root_span_id: S1 });
    expect(row).toMatchObject({ started_at: at('10:00:01'), ended_at: at('10:00:07'), duration_ms: 6_000 });
    expect(row).toMatchObject({ status: 'ok' });
  });
});

describe('the fold of a trace', () => {
  const ids = {
    traceId: fc.constantFrom(T1, T2),
    spanId: fc.constantFrom(S1, S2),
    parentSpanId: fc.constantFrom(S1, S2),
  };
  const second = fc.integer({ min: 0, max: 9 }).map((n) => `10:00:0${n}`);
  const given = { traceparent: fc.constantFrom(`00-${T1}-${S1}-01`, `00-${T2}-${S2}-01`) };
  const about = {
    agentType: fc.constantFrom('unknown', 'explorer', 'reviewer'),
    model: fc.constantFrom('opus', 'haiku'),
  };
  const data = (model: Record<string, fc.Arbitrary<string>>) => fc.record(model, { requiredKeys: [] });
  const told = fc.oneof(
    fc.tuple(second, data({ ...about, ...given })).map(([time, more]) => spawned(time, more as JsonObject)),
    fc.tuple(second, data({ ...about, ...given, ...ids })).map(([time, more]) => observed(time, more as JsonObject)),
    fc
      .tuple(
        second,
        fc.constantFrom('running', 'completed', 'failed', 'terminated'),
        data({ error: fc.constantFrom('x', 'y'), ...given }),
      )
      .map(([time, to, more]) => changed(time, to, more as JsonObject)),
    fc.tuple(second, data({ ...about, ...given, ...ids })).map(([time, more]) => modelCall(time, more as JsonObject)),
    fc.tuple(second, data({ ...given, ...ids })).map(([time, more]) => toolCall(time, more as JsonObject)),
  );

  it('leads to the same rows in any order', () => {
    const orders = fc
      .array(told, { minLength: 1, maxLength: 12 })
      .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })));
    fc.assert(
      fc.property(orders, ([one, other]) => {
        expect(fold(...other)).toEqual(fold(...one));
      }),
      { numRuns: 200 },
    );
  });

  it('leads to the same trace of spans in any order', () => {
    const received = fc
      .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 8 })
      .chain((numbers) =>
        fc.tuple(
          ...numbers.map((n) =>
            fc
              .tuple(second, data({ parentSpanId: ids.parentSpanId, status: fc.constantFrom('ok', 'error') }))
              .map(([time, more]) => span(String(n).padStart(16, '0'), time, more as JsonObject)),
          ),
        ),
      )
      .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })));
    fc.assert(
      fc.property(received, ([one, other]) => {
        expect(fold(...other)).toEqual(fold(...one));
      }),
      { numRuns: 200 },
    );
  });

  it('keeps a life that is told twice as it is', () => {
    const life = [spawned('10:00:00'), observed('10:00:01', { traceId: T1 }), changed('10:00:02', 'completed')];
    expect(fold(...life, ...life)).toEqual(fold(...life));
  });
});

describe('the spans of a trace', () => {
  const rowOf = (one: RecordedEvent) => spans.rows(one)[0] as TraceSpanRow;

  it('are the calls of agents, with the names and the conventions', () => {
    expect(rowOf(toolCall('10:00:03', { toolCallId: 't1', success: false, error: 'denied' }))).toMatchObject({
      source: 'derived',
      subject: 'a1',
      name: 'tool_call',
      started_at: new Date('2026-01-15T10:00:02.500Z'),
      duration_ms: 500,
      status: 'error',
      status_message: 'denied',
      attributes: {
        tool_name: 'Bash',
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'Bash',
        'gen_ai.tool.call.id': 't1',
        'gen_ai.agent.id': 'a1',
        'error.type': '_OTHER',
      },
    });
    expect(rowOf(modelCall('10:00:03', { spanId: S1, cacheReadTokens: 5 }))).toMatchObject({
      span_id: S1,
      name: 'api_call',
      attributes: {
        model: 'opus',
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'opus',
        'gen_ai.usage.input_tokens': 100,
        'gen_ai.usage.output_tokens': 10,
        'gen_ai.usage.cache_read.input_tokens': 5,
      },
    });
  });

  it('have no duration where nobody told one, and stand where they were told of', () => {
    expect(rowOf(modelCall('10:00:03', { durationMs: undefined as never }))).toMatchObject({
      started_at: at('10:00:03'),
      duration_ms: null,
    });
    expect(rowOf(modelCall('10:00:03', { durationMs: 0 })).duration_ms).toBe(0);
  });

  it('have an id from their event where they have none, always the same', () => {
    const call = toolCall('10:00:03');
    expect(rowOf(call).span_id).toBe(rowOf(structuredClone(call)).span_id);
    expect(rowOf(call).span_id).not.toBe(rowOf(toolCall('10:00:03')).span_id);
    expect(spans.rows(spawned('10:00:00'))).toEqual([]);
  });

  it('stay within the calendar', () => {
    const early = { ...toolCall('10:00:00', { durationMs: 3e11 }) };
    const row = rowOf({ ...early, meta: { ...early.meta, occurredAt: '0001-01-02T00:00:00Z' } });
    expect(row.started_at.toISOString()).toBe('0001-01-01T00:00:00.000Z');
  });
});
