import { describe, expect, it } from 'vitest';
import { parsePromql } from '../promql/parse.js';
import { compileCondition, type RuleParameters } from './compile-condition.js';
import type { MetricKinds } from './metric-kinds.js';

const kinds: MetricKinds = (name) =>
  ({
    failures_total: { kind: 'counter' } as const,
    running: { kind: 'gauge' } as const,
    run_seconds: { kind: 'gauge', observations: 'run_seconds_count' } as const,
    run_seconds_count: { kind: 'counter' } as const,
    depth: { kind: 'gauge', lastObserved: 'depth_last_observed_timestamp_seconds' } as const,
  })[name];

const compiled = (parameters: RuleParameters) => {
  const condition = compileCondition(parameters, kinds);
  expect(() => parsePromql(condition)).not.toThrow();
  return condition;
};
const refusal = (parameters: RuleParameters) => {
  try {
    return compileCondition(parameters, kinds);
  } catch (error) {
    return error;
  }
};
const rate = (selector: string, more: object = {}) =>
  compiled({ kind: 'rate', selector, percent: 50, windowMs: 300_000, onZeroBaseline: 'fire', ...more });
const absence = (selector: string, mode: 'any' | 'per_series' = 'any') =>
  compiled({ kind: 'absence', selector, windowMs: 600_000, mode });

describe('a threshold', () => {
  it.each([
    ['failures_total', 'failures_total > 5'],
    ['a + b', '(a + b) > 5'],
    ['(a + b)', '(a + b) > 5'],
    ['sum(failures_total) # all of them', 'sum(failures_total) > 5'],
  ])('compares %s', (expression, condition) => {
    expect(compiled({ kind: 'threshold', expression, op: '>', value: 5 })).toBe(condition);
  });

  it('says where its expression is wrong', () => {
    expect(refusal({ kind: 'threshold', expression: 'sum(', op: '>', value: 5 })).toMatchObject({
      field: 'parameters.expression',
      text: 'sum(',
    });
  });
});

describe('an increase by percent', () => {
  it('compares the pace of a counter with the window before', () => {
    expect(rate('failures_total{type="a"}')).toBe(
      '(rate(failures_total{type="a"}[5m]) - rate(failures_total{type="a"}[5m] offset 5m))' +
        ' / rate(failures_total{type="a"}[5m] offset 5m) * 100 > 50',
    );
  });

  it('compares the value of a gauge with that of a window ago, and keeps the sign below zero', () => {
    expect(rate('running')).toBe('(running - running offset 5m) / abs(running offset 5m) * 100 > 50');
  });

  it('may ignore what grew from nothing, and what grew by little', () => {
    expect(rate('running', { onZeroBaseline: 'ignore', minChange: 3 })).toBe(
      '(running - running offset 5m) / (abs(running offset 5m) > 0) * 100 > 50 and running - running offset 5m >= 3',
    );
    expect(rate('failures_total', { minChange: 3 })).toContain(
      ' and increase(failures_total[5m]) - increase(failures_total[5m] offset 5m) >= 3',
    );
  });

  it('takes the pace before it adds up', () => {
    expect(rate('sum by (type) (failures_total)')).toBe(
      '(sum by (type) (rate(failures_total[5m])) - sum by (type) (rate(failures_total[5m] offset 5m)))' +
        ' / sum by (type) (rate(failures_total[5m] offset 5m)) * 100 > 50',
    );
  });

  it('goes by the name of what it does not know', () => {
    expect(rate('requests_total')).toContain('rate(requests_total[5m])');
    expect(rate('temperature')).not.toContain('rate(');
  });

  it.each([['rate(failures_total[5m])'], ['failures_total offset 5m'], ['a > 1']])('refuses %s', (selector) => {
    expect(refusal({ kind: 'rate', selector, percent: 50, windowMs: 60_000, onZeroBaseline: 'fire' })).toMatchObject({
      field: 'parameters.selector',
      span: expect.anything(),
    });
  });
});

describe('absence', () => {
  it('of a counter is that it stands still: its series never vanish', () => {
    expect(absence('failures_total{type="a"}')).toBe(
      'absent_over_time(failures_total{type="a"}[10m]) or (sum(increase(failures_total{type="a"}[10m])) == 0' +
        ' unless on () (failures_total{type="a"} unless failures_total{type="a"} offset 10m))',
    );
    expect(absence('failures_total', 'per_series')).toBe(
      'increase(failures_total[10m]) == 0 and failures_total offset 10m',
    );
  });

  it('of a histogram or summary is that nothing was observed', () => {
    expect(absence('run_seconds{type="a",quantile="0.99"}', 'per_series')).toBe(
      'increase(run_seconds_count{type="a"}[10m]) == 0 and run_seconds_count{type="a"} offset 10m',
    );
  });

  it('of an observed gauge is that nobody has told it', () => {
    expect(absence('depth{queue="q"}')).toBe(
      'absent_over_time(depth{queue="q"}[10m]) or (time() - max(depth_last_observed_timestamp_seconds{queue="q"}) > 600)',
    );
    expect(absence('depth', 'per_series')).toBe('time() - depth_last_observed_timestamp_seconds > 600');
  });

  it('of any other metric is that its series have no samples', () => {
    expect(absence('up{job="x"}')).toBe('absent_over_time(up{job="x"}[10m])');
    expect(absence('up', 'per_series')).toBe('last_over_time(up[40m] offset 10m) unless present_over_time(up[10m])');
    expect(absence('{"my.metric", "a b"=~"x"}')).toBe('absent_over_time({"my.metric","a b"=~"x"}[10m])');
  });

  it('does not look through an aggregation', () => {
    expect(refusal({ kind: 'absence', selector: 'sum(up)', windowMs: 1_000, mode: 'any' })).toMatchObject({
      field: 'parameters.selector',
    });
  });
});
