import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import type { FoldOutput } from '../../platform/projections/projection.js';
import { telemetryCoverageProjection } from './telemetry-coverage.projector.js';

const outputs = telemetryCoverageProjection.outputs.map((output) => {
  if (output.kind !== 'fold') throw new Error('not a fold');
  return output as FoldOutput<object>;
});

const event = (type: string, data: JsonObject, minute = 0): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type,
  schemaVersion: 1,
  data: { agentId: 's-1', ...data },
  meta: {
    occurredAt: `2026-01-15T10:${String(minute).padStart(2, '0')}:00.000Z`,
    actor: { type: 'api_key', id: 'a', name: 'agents' },
    correlationId: 'c',
    source: 'otlp',
  },
  stream: 'telemetry-s-1',
  revision: 0n,
  position: '1' as LogPosition,
  recordedAt: new Date('2026-01-16T00:00:00Z'),
});
const received = (data: JsonObject, minute?: number) =>
  event('TelemetryReceived', { source: 'claude-code', ...data }, minute);
const numbers = (from: number, marks: string, minute?: number) => received({ sequences: [{ from, marks }] }, minute);
const modelCall = (data: JsonObject = {}, minute?: number) =>
  event(
    'ModelCallRecorded',
    { model: 'm', inputTokens: 100, outputTokens: 10, durationMs: 1, success: true, ...data },
    minute,
  );
const toolCall = (minute?: number) => event('ToolCallRecorded', { tool: 'Bash', durationMs: 1, success: true }, minute);

/** The rows of all tables, by table and key. */
function after(events: readonly RecordedEvent[]): Record<string, Record<string, object>> {
  return Object.fromEntries(
    outputs.map((output) => {
      const rows: Record<string, object> = {};
      for (const one of events) {
        for (const key of output.keys(one)) {
          const id = JSON.stringify(key);
          const row = output.apply(rows[id], one, key);
          if (row) rows[id] = row;
        }
      }
      return [output.table.name, rows];
    }),
  );
}
const rowsOf = (table: string, events: readonly RecordedEvent[]) => Object.values(after(events)[table] ?? {});

describe('which numbers of an agent came', () => {
  const rows = (...events: RecordedEvent[]) => rowsOf('telemetry_record_numbers', events);

  it('are counted once each, with the first and the last', () => {
    expect(rows(numbers(3, '0a0b'), numbers(7, '0c'))).toMatchObject([{ seen: 3, repeated: 0, first: 3, last: 7 }]);
  });

  it('do not repeat when the same records come again in other pieces', () => {
    expect(rows(numbers(3, '0a0b'), numbers(4, '0b0c'), numbers(3, '0a'))).toMatchObject([{ seen: 3, repeated: 0 }]);
  });

  it('repeat when other records come under them', () => {
    expect(rows(numbers(3, '0a0b'), numbers(3, '0a0c'), numbers(4, '0b'))).toMatchObject([{ seen: 2, repeated: 1 }]);
  });

  it('stand in rows of 256', () => {
    expect(rows(numbers(255, '0a0b'), numbers(512, '0c'))).toMatchObject([
      { block: 0, seen: 1, first: 255, last: 255 },
      { block: 1, seen: 1, first: 256, last: 256 },
      { block: 2, seen: 1, first: 512, last: 512 },
    ]);
  });

  it('change no row with what it holds already', () => {
    const [, output] = outputs;
    const key = ['s-1', 'claude-code', 0];
    const row = output!.apply(undefined, numbers(3, '0a'), key);
    expect(output!.apply(row, numbers(3, '0a'), key)).toBe(row);
  });
});

describe('what metrics add up to', () => {
  const total = (value: string, startedAt?: string, series = 'a') =>
    received({ totals: [{ amount: 'input_tokens', series, value, ...(startedAt ? { startedAt } : {}) }] });

  it('is of one start the most that was told, of several starts each', () => {
    const first = '2026-01-15T10:00:00.000Z';
    const second = '2026-01-15T11:00:00.000Z';
    const rows = rowsOf('telemetry_metric_totals', [
      total('9', first),
      total('100', first),
      total('20', first),
      total('7', second),
      total('5'),
      total('1', first, 'b'),
    ]) as { series: string; started_at: Date; value: string }[];
    expect(rows.map(({ series, started_at, value }) => [series, started_at.toISOString(), value])).toEqual([
      ['a', first, '100'],
      ['a', second, '7'],
      ['a', '1970-01-01T00:00:00.000Z', '5'],
      ['b', first, '1'],
    ]);
  });

  it('is of deltas their exact sum', () => {
    const delta = (value: string) => received({ deltas: [{ amount: 'cost_usd', value }] });
    expect(rowsOf('telemetry_agents', [delta('0.1'), delta('0.2')])).toMatchObject([
      { delta_cost_usd: '0.3', delta_input_tokens: null },
    ]);
  });
});

describe('what events tell of usage', () => {
  it('is added up, with when it was told last', () => {
    const [row] = rowsOf('telemetry_agents', [
      toolCall(9),
      modelCall({ reportedCostUsd: '0.5' }, 5),
      modelCall({ inputTokens: 0, outputTokens: 0, success: false }, 8),
      modelCall({}, 3),
    ]);
    expect(row).toEqual({
      agent_id: 's-1',
      source: null,
      last_at: new Date('2026-01-15T10:09:00Z'),
      tool_calls: 1,
      model_calls: 3,
      calls_with_usage: 2,
      last_tool_call_at: new Date('2026-01-15T10:09:00Z'),
      last_usage_at: new Date('2026-01-15T10:05:00Z'),
      input_tokens: '200',
      output_tokens: '20',
      cost_usd: '0.5',
      delta_input_tokens: null,
      delta_output_tokens: null,
      delta_cost_usd: null,
    });
  });
});

describe('the coverage of telemetry', () => {
  const minute = fc.nat(59);
  const telemetry = fc.oneof(
    fc
      .tuple(fc.nat(600), fc.array(fc.constantFrom('0a', '0b'), { minLength: 1, maxLength: 300 }), minute)
      .map(([from, marks, at]) => numbers(from, marks.join(''), at)),
    fc
      .tuple(
        fc.constantFrom('claude-code', 'other'),
        fc.constantFrom('input_tokens', 'cost_usd'),
        fc.constantFrom('0.1', '12', '12.0', '3'),
      )
      .map(([source, amount, value]) =>
        received({ source, totals: [{ amount, series: 'a', value }], deltas: [{ amount, value }] }),
      ),
    minute.map(toolCall),
    fc
      .tuple(fc.nat(5), fc.constantFrom(undefined, '0.1', '0.25'), minute)
      .map(([inputTokens, cost, at]) =>
        modelCall({ inputTokens, outputTokens: 0, ...(cost ? { reportedCostUsd: cost } : {}) }, at),
      ),
  );

  it('is the same whatever the order in which the events come', () => {
    const history = fc.array(telemetry, { maxLength: 15 });
    const shuffled = history.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([events, other]) => {
        expect(after(other)).toEqual(after(events));
      }),
      { numRuns: 200 },
    );
  });
});
