import { expect, describe, it } from 'vitest';
import { formatPromql } from './format.js';
import { parsePromql } from './parse.js';

/** Text that is its own canonical form. */
const canonical: readonly string[] = [
  ...['1', '-1', '0.5', '1048576', '+Inf', '-Inf', 'NaN', '-0', '5m', '-1h30m', '90d', '1y', '2w', '1ms', '0s'],
  ...['"text"', '"a\\"b\\\\c\\n\\t\\x00\\u200b\\U000e0001ü"', '"\\ufffd"'],
  ...['a', 'a:b', 'sum', 'by', 'offset', 'fill', 'start', 'Sum', 'a{b!="c"}', 'a{b="c",d=~"e|f",g!~"h"}'],
  ...['{__name__="a",__name__=~"b"}', '{__name__="",a="x"}', '{"a.b"="c"}', '{"0"="1"}', '{""="0"}'],
  ...['{"my.metric"}', '{"my.metric",a="b"}', '{"bool"}', '{"inf"}', '{"on",a="b"}'],
  ...['a[5m]', 'a[1h:]', 'a[1h:5m]', 'a offset 1m', 'a offset -7m', 'a[5m] offset 1m', 'a[1h:5m] offset 1m'],
  ...['a @ 10.000', 'a @ -0.001', 'a @ start()', 'a @ end()', 'a[1m] @ 10.000', 'a[1m] @ start() offset 1m'],
  ...['(a)', '((a + b))', '-a', '+a', '--a', '-a ^ 2', '-1 + 2', '-(1 ^ 2)', '2 ^ -1', 'a + b * c', '(a + b) * c'],
  ...['a == bool 1', 'a and b', 'a unless on () b', 'a or ignoring (b) c', 'a atan2 b', 'a % b'],
  ...[
    'a - on (b) c',
    'a - on (b) group_left () c',
    'a - on (b) group_right (x, y) c',
    'a - ignoring (b) group_left (x) c',
  ],
  ...['a - ignoring () group_left () c', 'a - ignoring () group_left (__name__) c', 'up > bool on (b) c'],
  ...['sum(a)', 'sum by (b, c) (a)', 'sum without () (a)', 'sum without (b) (a)', 'sum by ("b.c", "üüü") (a)'],
  ...['sum by (by, "without", "NaN", Sum) (a)', 'topk(5, a)', 'topk by (b) (5, a)', 'count_values("v", a)'],
  ...['time()', 'rate(a[5m])', 'label_replace(a, "b", "$1", "c", "(.*)")', 'round(a, 0.1)', 'hour()'],
  ...['predict_linear(a[1h], 3600) < 0', 'max_over_time(rate(a[5m])[1h:1m] @ end() offset 1d)'],
];

/** Text, and what it becomes. */
const rewritten: readonly (readonly [text: string, canonical: string])[] = [
  ['sum by() (a)', 'sum(a)'],
  ['sum(a) by (b)', 'sum by (b) (a)'],
  ['SUM BY (b,) (a)', 'sum by (b) (a)'],
  ['a-ignoring()b', 'a - b'],
  ['a AND ON(b) c', 'a and on (b) c'],
  ['a ==BOOL 1', 'a == bool 1'],
  ['a{}', 'a'],
  ['a{d="e",b="c",}', 'a{b="c",d="e"}'],
  ['{"a"}', 'a'],
  ['{b="c","a"}', 'a{b="c"}'],
  ['{"bar",__name__="foo"}', '{__name__="bar",__name__="foo"}'],
  ['{"_0"="1"}', '{_0="1"}'],
  ["{`a`='b\"c'}", '{a="b\\"c"}'],
  ['a @ 10', 'a @ 10.000'],
  ['a @ 1m', 'a @ 60.000'],
  ['a offset 1m @ 5', 'a @ 5.000 offset 1m'],
  ['a offset 60', 'a offset 1m'],
  ['a offset 0', 'a'],
  ['a[300]', 'a[5m]'],
  ['a[5m*2]', 'a[10m]'],
  ['a[1h:30]', 'a[1h:30s]'],
  ['a[12w6d]', 'a[90d]'],
  ['a[365d]', 'a[1y]'],
  ['1e3', '1000'],
  ['1e-9', '0.000000001'],
  ['1.5e22', '15000000000000000000000'],
  ['0x1F', '31'],
  ['0755', '493'],
  ['1_000.5', '1000.5'],
  ['+5', '5'],
  ['- -5', '5'],
  ['inf', '+Inf'],
  ['a # comment\n + b', 'a + b'],
];

describe('the canonical text', () => {
  it.each(canonical)('%s stays', (text) => {
    expect(formatPromql(parsePromql(text))).toBe(text);
  });

  it.each(rewritten)('of %s is %s', (text, expected) => {
    expect(formatPromql(parsePromql(text))).toBe(expected);
    expect(formatPromql(parsePromql(expected))).toBe(expected);
  });
});
