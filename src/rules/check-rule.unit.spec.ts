import { describe, expect, it } from 'vitest';
import { formatPromql } from '../promql/format.js';
import { parsePromql } from '../promql/parse.js';
import { checkRule } from './check-rule.js';
import { conditionThreshold, measuredExpression } from './condition-threshold.js';
import { emptySelectors } from './empty-selectors.js';
import type { MetricKinds } from './metric-kinds.js';
import { alertRuleDraft } from './rule-draft.js';

const kinds: MetricKinds = (name) =>
  ({
    failures_total: { kind: 'counter' } as const,
    agents_total: { kind: 'gauge' } as const,
    run_seconds: { kind: 'gauge', observations: 'run_seconds_count' } as const,
  })[name];
const context = { kinds, sampleIntervalMs: 15_000, defaultStepMs: 15_000 };
const check = (rule: object) => checkRule(alertRuleDraft.parse({ name: 'a', channels: ['c'], ...rule }), context);
const problems = (rule: object) => {
  const checked = check(rule);
  return checked.ok ? [] : checked.problems;
};
const warnings = (condition: string) => {
  const checked = check({ condition });
  expect(checked).toMatchObject({ ok: true });
  return checked.ok ? checked.warnings.map(({ message }) => message) : [];
};

describe('what cannot be a rule', () => {
  it.each([
    ['1', /scalar/],
    ['time() > bool 5', /scalar/],
    ['"x"', /string/],
    ['up[5m]', /range/],
    ['up > bool 1', /bool/],
    ['(up > bool 1) and x', /bool/],
    ['x unless (up > bool 1)', /bool/],
    ['max_over_time(up[30d:1s])', /2592000 points/],
    ['max_over_time(max_over_time(up[1d:1m])[1d:1m])', /2073600 points/],
    ['up{a=~"("}', /./],
    ['nosuch(up)', /unknown function/],
  ])('%s', (condition, message) => {
    expect(problems({ condition })).toEqual([
      { field: 'condition', message: expect.stringMatching(message), at: expect.objectContaining({ line: 1 }) },
    ]);
  });

  it.each([['vector(1)'], ['sum(up > bool 1) > 3'], ['up > 1 and (x or y)'], ['-up > 0']])(
    'but %s can',
    (condition) => {
      expect(problems({ condition })).toEqual([]);
    },
  );

  it('tells every fault at once, each with its place', () => {
    const found = problems({
      condition: 'sum(\n  up[5m)',
      labels: { v: 'is {{ $value }}', team: 'core' },
      annotations: { summary: 'so\n{{ query "up" }}' },
    });
    expect(found.map(({ field, at }) => [field, at?.line, at?.column])).toEqual([
      ['condition', 2, 8],
      ['labels.v', undefined, undefined],
      ['annotations.summary', 2, 4],
    ]);
    expect(found[0]?.at?.excerpt).toBe('  up[5m)\n       ^');
  });

  it('names the parameter and shows its text', () => {
    const parameters = { selector: 'rate(up[5m])', window: '5m' };
    expect(problems({ kind: 'absence', parameters })).toMatchObject([
      { field: 'parameters.selector', at: { excerpt: 'rate(up[5m])\n^' } },
    ]);
  });

  it('has no condition besides the parameters', () => {
    const parameters = { selector: 'up', window: '5m' };
    expect(problems({ kind: 'absence', parameters, condition: 'up' })).toMatchObject([{ field: 'condition' }]);
    expect(problems({ kind: 'absence', parameters, condition: 'absent_over_time(up[5m])' })).toEqual([]);
  });
});

describe('what is doubtful', () => {
  it.each([
    ['rate(failures_total[20s]) > 1', /shorter than two samples/],
    ['rate(sum(failures_total)[5m:15s]) > 1', /rate of a sum/],
    ['rate(agents_total[5m]) > 1', /agents_total is a gauge/],
    ['increase(temperature[5m]) > 1', /does not look like a counter/],
    ['delta(failures_total[5m]) > 1', /is a counter/],
    ['rate(run_seconds[5m]) > 1', /run_seconds_count/],
    ['up == 0.1', /last bit/],
    ['sum_over_time(up[30d]) > 1', /30 days/],
    ['max_over_time(up[1d:5s]) > 1', /17280 times/],
  ])('%s', (condition, message) => {
    expect(warnings(condition)).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    ['rate(failures_total[5m]) > 0.2'],
    ['sum(rate(failures_total[5m])) > 0.2'],
    ['up == 0'],
    ['rate(http_requests_total[30s]) > 1'],
  ])('and %s is not', (condition) => {
    expect(warnings(condition)).toEqual([]);
  });

  it('is a rule that tells nobody', () => {
    const checked = check({ condition: 'up', channels: [] });
    expect(checked.ok && checked.warnings.map(({ field }) => field)).toEqual(['channels']);
  });

  it('is the absence of what never goes away', () => {
    const checked = check({ kind: 'absence', parameters: { selector: 'agents_total{type="a"}', window: '5m' } });
    expect(checked.ok && checked.warnings.map(({ field }) => field)).toEqual(['parameters.selector']);
  });

  it('is a selector that matches nothing now', async () => {
    const text = 'failure_total > 1 or absent(nothing{a="b"}) or failures_total > failures_total offset 5m';
    const remarks = await emptySelectors(text, parsePromql(text), {
      matches: ({ name }) => Promise.resolve(name === 'failures_total'),
      names: () => Promise.resolve(['failures_total', 'agents_total']),
    });
    expect(remarks.map(({ message, at }) => [message, at?.column])).toEqual([
      ['no series matches this now; is failures_total meant?', 1],
      ['no series matches this now, and as long as that is so the rule fires', 29],
    ]);
  });
});

describe('what a condition compares with', () => {
  it.each([
    ['x > 5', { op: '>', value: 5 }],
    ['(5 <= x)', { op: '>=', value: 5 }],
    ['x < -(2)', { op: '<', value: -2 }],
    ['x > 5 and y > 6', { op: '>', value: 5 }],
    ['x > y', null],
    ['x > Inf', null],
    ['vector(1)', null],
  ])('%s', (condition, threshold) => {
    expect(conditionThreshold(parsePromql(condition))).toEqual(threshold);
  });
});

describe('what a condition compares with it', () => {
  it.each([
    ['rate(a[5m]) > 0.2', 'rate(a[5m])'],
    ['5 <= (sum by (x) (a))', '(sum by (x) (a))'],
    ['(a / b > 0.1) and b > 10', 'a / b'],
    ['a > b', null],
    ['absent(a)', null],
  ])('%s', (condition, measured) => {
    const found = measuredExpression(parsePromql(condition));
    expect(found && formatPromql(found)).toBe(measured);
  });
});
