import { describe, expect, it } from 'vitest';
import { shape } from '../../test/support/expressions.js';
import { parsePromql } from './parse.js';

describe('operators', () => {
  it.each<[string, string]>([
    ['a + b * c', '{a + {b * c}}'],
    ['a - b - c', '{{a - b} - c}'],
    ['a / b * c % d atan2 e', '{{{{a / b} * c} % d} atan2 e}'],
    ['a ^ b ^ c', '{a ^ {b ^ c}}'],
    ['-1 ^ 2', '{-{1 ^ 2}}'],
    ['-1 ^ -2', '{-{1 ^ -2}}'],
    ['2 ^ -1 ^ 2', '{2 ^ {-{1 ^ 2}}}'],
    ['2 ^ -a * b', '{{2 ^ {-a}} * b}'],
    ['-1 * 2', '{-1 * 2}'],
    ['-a * b', '{{-a} * b}'],
    ['- -a', '{-{-a}}'],
    ['+1 + -2 * 1', '{1 + {-2 * 1}}'],
    ['1 + 2/(3*1)', '{1 + {2 / {3 * 1}}}'],
    ['1 < bool 2 - 1 * 2', '{1 < {2 - {1 * 2}}}'],
    ['a == b != c', '{{a == b} != c}'],
    ['a > b and c < d or e', '{{{a > b} and {c < d}} or e}'],
    ['a or b and c', '{a or {b and c}}'],
    ['a unless b and c', '{{a unless b} and c}'],
    ['a + b or c and d', '{{a + b} or {c and d}}'],
    ['a AND b UnLess c oR d', '{{{a and b} unless c} or d}'],
    ['and and or', '{and and or}'],
    ['sum + count', '{sum + count}'],
    ['sum(sum)', 'sum(sum)'],
    ['a>-b', '{a > {-b}}'],
  ])('%s binds as %s', (text, expected) => {
    expect(shape(parsePromql(text))).toBe(expected);
  });

  const oneToOne = { cardinality: 'one_to_one', on: false, labels: [], include: [] };
  it.each<[string, unknown]>([
    ['a * b', oneToOne],
    ['a * 1', undefined],
    ['a + on() 1', undefined],
    ['a == bool b', oneToOne],
    ['a and b', { ...oneToOne, cardinality: 'many_to_many' }],
    ['a or on() b', { ...oneToOne, cardinality: 'many_to_many', on: true }],
    ['a unless ignoring(c, d) b', { ...oneToOne, cardinality: 'many_to_many', labels: ['c', 'd'] }],
    ['a * on(c, d,) b', { ...oneToOne, on: true, labels: ['c', 'd'] }],
    ['a * ON(c) GROUP_LEFT b', { cardinality: 'many_to_one', on: true, labels: ['c'], include: [] }],
    ['a * ignoring(c) group_left(c) b', { cardinality: 'many_to_one', on: false, labels: ['c'], include: ['c'] }],
    ['a - on(c) group_right(d, e) b', { cardinality: 'one_to_many', on: true, labels: ['c'], include: ['d', 'e'] }],
    ['a - on(c) group_left() (b)', { cardinality: 'many_to_one', on: true, labels: ['c'], include: [] }],
  ])('%s matches', (text, matching) => {
    const expr = parsePromql(text);
    expect(expr.kind === 'binary' && expr.matching).toEqual(matching);
  });

  it('know their bool', () => {
    expect(parsePromql('a > BOOL on(b) c')).toMatchObject({ returnBool: true, matching: { on: true } });
    expect(parsePromql('1 > bool 2')).toMatchObject({ returnBool: true });
    expect(parsePromql('a > b')).toMatchObject({ returnBool: false });
  });
});

describe('aggregations and calls', () => {
  it.each<[string, unknown]>([
    ['sum(a)', { op: 'sum', grouping: [], without: false, parameter: undefined }],
    ['SUM by (b, c) (a)', { op: 'sum', grouping: ['b', 'c'], without: false }],
    ['sum(a) by (b,)', { grouping: ['b'], without: false }],
    ['sum without () (a)', { grouping: [], without: true }],
    ['sum(a) without (b)', { grouping: ['b'], without: true }],
    ['topk(5, a)', { op: 'topk', parameter: { value: 5 } }],
    ['topk(scalar(b), a)', { op: 'topk', parameter: { func: 'scalar' } }],
    ['quantile by (b) (0.9, a)', { op: 'quantile', grouping: ['b'], parameter: { value: 0.9 } }],
    ['count_values("v", a)', { op: 'count_values', parameter: { value: 'v' } }],
    ['group(a)', { op: 'group' }],
  ])('%s', (text, expected) => {
    expect(parsePromql(text)).toMatchObject({ kind: 'aggregation', ...(expected as object) });
  });

  it.each([
    ...['time()', 'pi()', 'hour()', 'hour(a)', 'round(a)', 'round(a, 5)', 'label_join(a, "b", ",")'],
    ...['label_join(a, "b", ",", "c", "d", "e")', 'label_replace(a, "b", "$1", "c", "(.*)")', 'absent(a)'],
    ...[
      'histogram_quantile(0.9, sum by (le) (rate(a_bucket[5m])))',
      'histogram_count(a)',
      'histogram_fraction(0, 1, a)',
    ],
    ...['first_over_time(a[5m])', 'quantile_over_time(0.9, a[5m])', 'predict_linear(a[1h], -3600)', 'vector(time())'],
    ...['clamp(a, 0, 1)', 'scalar(a) > bool 1', 'absent_over_time(a[5m:])', 'timestamp(a offset 5m)', 'rate((a[5m]))'],
  ])('%s is a call that fits', (text) => {
    expect(() => parsePromql(text)).not.toThrow();
  });
});
