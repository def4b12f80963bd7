import { describe, expect, it } from 'vitest';
import { telemetryReceivedKind } from '../domain/telemetry-received.facts.js';
import type { OtlpAttributes, OtlpExport, OtlpLogRecord, OtlpMetricPoint } from '../otlp-records.js';
import { receivedTelemetry } from './received-telemetry.js';
import { runsOf } from './record-runs.js';
import { mapExport } from './telemetry-mappers.js';

const start = Date.UTC(2026, 0, 15, 14, 32);
const origin = {
  resource: { 'service.name': 'claude-code' },
  scope: { name: 'com.anthropic.claude_code.events', version: '2.1.0' },
};

const log = (session: string, sequence: number | string | undefined, offsetMs = 0): OtlpLogRecord => ({
  ...origin,
  eventName: 'claude_code.user_prompt',
  timeMs: start + offsetMs,
  body: 'claude_code.user_prompt',
  attributes: { 'session.id': session, ...(sequence === undefined ? {} : { 'event.sequence': sequence }) },
  traceId: undefined,
  spanId: undefined,
});
const point = (attributes: OtlpAttributes, fields: Partial<OtlpMetricPoint> = {}): OtlpMetricPoint => ({
  ...origin,
  name: 'claude_code.token.usage',
  unit: 'tokens',
  kind: 'sum',
  temporality: 'delta',
  monotonic: true,
  attributes: { 'session.id': 's-1', model: 'sonnet', ...attributes },
  startMs: start,
  timeMs: start + 60_000,
  value: 10,
  count: undefined,
  ...fields,
});
const told = (received: OtlpExport) => {
  const facts = receivedTelemetry(received, mapExport(received));
  // What is concluded must be what the kind takes.
  for (const { data } of facts) telemetryReceivedKind.input.parse(data);
  return facts;
};
const ofLogs = (...records: OtlpLogRecord[]) => told({ signal: 'logs', records });
const ofMetrics = (...records: OtlpMetricPoint[]) => told({ signal: 'metrics', records });

describe('the numbers of records', () => {
  it('are told per agent, whatever becomes of the records, at the moment of the latest', () => {
    const facts = ofLogs(log('s-1', 4), log('s-2', '9'), log('s-1', 5, 1), log('s-1', 7, 2));
    expect(facts).toEqual([
      {
        type: 'TelemetryReceived',
        data: {
          agentId: 's-1',
          source: 'claude-code',
          sequences: [
            { from: 4, marks: '5758' },
            { from: 7, marks: '59' },
          ],
        },
        occurredAt: '2026-01-15T14:32:00.002Z',
        id: expect.stringMatching(/^telemetry\/.{27}$/) as string,
      },
      expect.objectContaining({ data: expect.objectContaining({ agentId: 's-2' }) as object }),
    ]);
  });

  it.each([
    ['without a number', undefined],
    ['with a fraction', 1.5],
    ['below 0', -1],
    ['that is no number', 'first'],
    ['beyond exactness', 2 ** 60],
  ])('are not told of records %s', (_, sequence) => {
    expect(ofLogs(log('s-1', sequence))).toEqual([]);
  });

  it('are the same fact when the same records come again, in another order', () => {
    const [once, again, other] = [
      ofLogs(log('s-1', 1), log('s-1', 2, 1)),
      ofLogs(log('s-1', 2, 1), log('s-1', 1)),
      ofLogs(log('s-1', 1), log('s-1', 2, 2)),
    ];
    expect(again).toEqual(once);
    expect(other[0]?.id).not.toBe(once[0]?.id);
  });

  it('are told in portions that a fact can hold', () => {
    const sparse = runsOf(Array.from({ length: 450 }, (_, n) => ({ number: 2 * n, timeMs: start })));
    expect(sparse.map(({ length }) => length)).toEqual([200, 200, 50]);
    const dense = runsOf(Array.from({ length: 4_500 }, (_, number) => ({ number, timeMs: start })));
    expect(dense.map(([run]) => [run?.from, run!.marks.length / 2])).toEqual([
      [0, 2_000],
      [2_000, 2_000],
      [4_000, 500],
    ]);
  });

  it('are told twice where records of different times have one number', () => {
    expect(
      runsOf([
        { number: 1, timeMs: 0 },
        { number: 2, timeMs: 0 },
        { number: 1, timeMs: 1 },
        { number: 1, timeMs: 0 },
        { number: 3, timeMs: undefined },
      ]),
    ).toEqual([
      [
        { from: 1, marks: '01' },
        { from: 1, marks: '020101' },
      ],
    ]);
  });
});

describe('the amounts of metrics', () => {
  it('are summed up over the deltas of an export, all input being input', () => {
    const [fact] = ofMetrics(
      point({ type: 'input' }),
      point({ type: 'cacheRead' }, { value: 900 }),
      point({ type: 'cacheCreation' }, { value: 90 }),
      point({ type: 'output' }, { value: 7 }),
      point({ type: 'other' }),
      point({}, { name: 'claude_code.cost.usage', value: 0.1 }),
      point({ model: 'haiku' }, { name: 'claude_code.cost.usage', value: 0.2 }),
      point({}, { name: 'claude_code.commit.count' }),
    );
    expect(fact).toMatchObject({
      data: {
        agentId: 's-1',
        source: 'claude-code',
        deltas: [
          { amount: 'input_tokens', value: '1000' },
          { amount: 'output_tokens', value: '7' },
          { amount: 'cost_usd', value: '0.3' },
        ],
      },
      occurredAt: '2026-01-15T14:33:00.000Z',
    });
  });

  it('tell equal deltas of different minutes apart, and know the same ones again', () => {
    const id = (fields: Partial<OtlpMetricPoint>) => ofMetrics(point({ type: 'input' }, fields))[0]?.id;
    expect(id({})).toBe(id({}));
    expect(id({})).not.toBe(id({ startMs: start + 60_000, timeMs: start + 120_000 }));
  });

  it('are kept by series and start where they are cumulative', () => {
    const [fact] = ofMetrics(
      point({ type: 'input' }, { temporality: 'cumulative' }),
      point({ type: 'cacheRead' }, { temporality: 'cumulative', startMs: undefined }),
    );
    const totals = (fact!.data as unknown as { totals: { series: string }[] }).totals;
    expect(totals).toEqual([
      {
        amount: 'input_tokens',
        series: expect.any(String) as string,
        startedAt: '2026-01-15T14:32:00.000Z',
        value: '10',
      },
      { amount: 'input_tokens', series: expect.any(String) as string, value: '10' },
    ]);
    expect(totals[0]!.series).not.toBe(totals[1]!.series);
  });

  it.each([
    ['no session', { attributes: { type: 'input' } }],
    ['no value', { value: undefined }],
    ['less than nothing', { value: -1 }],
    ['more than can be', { value: 1e30 }],
    ['no temporality', { temporality: 'unspecified' as const }],
    ['another kind', { kind: 'gauge' as const }],
  ])('are left out with %s', (_, fields) => {
    expect(ofMetrics(point({ type: 'input' }, fields))).toEqual([]);
  });
});

describe('telemetry that is neither numbered nor metered', () => {
  it('is one fact, the same with every export', () => {
    const record = (n: number): OtlpLogRecord => ({
      ...log('s-1', undefined, n * 1_000),
      body: 'claude_code.tool_result',
      attributes: {
        'session.id': 's-1',
        'event.name': 'tool_result',
        tool_name: 'Bash',
        tool_use_id: `t-${n}`,
        success: true,
        duration_ms: 1,
      },
    });
    const [first, second] = [ofLogs(record(1)), ofLogs(record(2))];
    expect(first).toMatchObject([
      { data: { agentId: 's-1', source: 'claude-code' }, occurredAt: '2026-01-15T14:32:01.000Z' },
    ]);
    expect(second[0]?.id).toBe(first[0]?.id);
    expect(second[0]?.data).toEqual(first[0]?.data);
  });
});
