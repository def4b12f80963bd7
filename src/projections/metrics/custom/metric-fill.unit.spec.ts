import { describe, expect, it } from 'vitest';
import type { CustomMetricData, MetricOverEvents } from '../../../events/custom-metric.events.js';
import type { LogPosition, RecordedEvent } from '../../../kernel/event.js';
import type { JsonObject } from '../../../kernel/json.js';
import type { FoldOutput } from '../../../platform/projections/projection.js';
import type { MetricSeriesRow } from '../metric-series.row.js';
import { metricFill } from './metric-fill.js';

const position = (number: number) => String(number).padStart(20, '0') as LogPosition;

const event = (number: number, type: string, data: object): RecordedEvent => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  type,
  schemaVersion: 1,
  data: data as JsonObject,
  meta: {
    occurredAt: '2020-01-01T00:00:00.000Z',
    actor: { type: 'api_key', id: 'a', name: 'fleet' },
    correlationId: 'c',
    source: 'rest',
  },
  stream: 's-1',
  revision: BigInt(number),
  position: position(number),
  recordedAt: new Date(Date.UTC(2026, 0, 15, 10, 0, number)),
});

const metric = (change: Partial<CustomMetricData> = {}): CustomMetricData => ({
  name: 'x_total',
  kind: 'counter',
  help: 'x',
  unit: null,
  labels: [],
  buckets: null,
  maxSeries: 10,
  overEvents: null,
  ...change,
});
const over = (change: Partial<MetricOverEvents> = {}): MetricOverEvents => ({
  eventType: 'ToolCallRecorded',
  where: [],
  value: null,
  labels: {},
  ...change,
});

/** Every series with what it came to. */
function folded(of: CustomMetricData, events: readonly RecordedEvent[], since = 0) {
  const fill = metricFill({ metric: of, since: position(since), revision: position(since) });
  const output = fill.outputs[0] as FoldOutput<MetricSeriesRow>;
  const rows = new Map<string, MetricSeriesRow>();
  for (const one of events.filter(({ type }) => fill.types.includes(type))) {
    for (const key of output.keys(one)) {
      const row = output.apply(rows.get(String(key[0])), one, key);
      if (row) rows.set(String(key[0]), row);
    }
  }
  return Object.fromEntries([...rows].map(([key, { value }]) => [key, value]));
}
const push = (number: number, value: number, labels: object = {}, more: object = {}) =>
  event(number, 'CustomMetricPushed', { name: 'x_total', samples: [{ labels, value, ...more }] });

describe('the series of a custom metric', () => {
  it('count only what was pushed since it was registered, under its name', () => {
    const other = event(4, 'CustomMetricPushed', { name: 'y_total', samples: [{ labels: {}, value: 9 }] });
    expect(folded(metric(), [push(1, 5), push(3, 2), other, push(5, 1)], 2)).toEqual({ '["x_total"]': 3 });
  });

  it('begin at 0 with the registration of a counter without labels, and with nothing otherwise', () => {
    const registered = (of: CustomMetricData) => [event(2, 'CustomMetricRegistered', { metric: of, previous: null })];
    expect(folded(metric(), registered(metric()), 2)).toEqual({ '["x_total"]': 0 });
    expect(folded(metric(), registered(metric({ name: 'y_total' })), 2)).toEqual({});
    expect(folded(metric({ labels: ['a'] }), registered(metric({ labels: ['a'] })), 2)).toEqual({});
  });

  it('never go down where they count, whatever is in the log', () => {
    expect(folded(metric(), [push(1, 5), push(2, -3)])).toEqual({ '["x_total"]': 5 });
    const calls = [3, -2, 4].map((durationMs, index) => event(index, 'ToolCallRecorded', { durationMs }));
    expect(folded(metric({ overEvents: over({ value: 'data.durationMs' }) }), calls)).toEqual({ '["x_total"]': 7 });
  });

  it('are set and added to where they are gauges', () => {
    const gauge = metric({ kind: 'gauge' });
    expect(folded(gauge, [push(1, 5), push(2, -3, {}, { add: true }), push(3, -1, {}, { add: true })])).toEqual({
      '["x_total"]': 1,
    });
  });

  it('say unknown where an event has no such field, and skip events without the number', () => {
    const of = metric({
      labels: ['tool', 'ok'],
      overEvents: over({ value: 'data.durationMs', scale: 0.5, labels: { tool: 'data.tool', ok: 'data.success' } }),
    });
    const calls = [{ tool: 'Bash', success: true, durationMs: 4 }, { durationMs: 2 }, { tool: 'Bash', success: true }];
    expect(
      folded(
        of,
        calls.map((data, index) => event(index, 'ToolCallRecorded', data)),
      ),
    ).toEqual({ '["x_total","Bash","true"]': 2, '["x_total","unknown","unknown"]': 1 });
  });

  it('are other tables when they mean something else, and the same ones otherwise', () => {
    const made = (revision: number, change: Partial<CustomMetricData> = {}) => {
      const { name, outputs } = metricFill({
        metric: metric(change),
        since: position(1),
        revision: position(revision),
      });
      return [name, outputs[0]!.table.name];
    };
    expect(made(1)).toEqual(made(1, { help: 'another' }));
    expect(made(1)[0]).not.toBe(made(2)[0]);
    expect(made(1)[1]).not.toBe(made(2)[1]);
  });
});
