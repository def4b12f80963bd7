import { describe, expect, it } from 'vitest';
import type { Expr, LabelMatcher, VectorSelector } from './ast.js';
import { parsePromql } from './parse.js';
import { PromqlError } from './promql-error.js';

/** The tree without its places in the text. */
function tree(text: string): unknown {
  return JSON.parse(JSON.stringify(parsePromql(text), (key, value) => (key === 'span' ? undefined : value)));
}

function value(text: string): number | string {
  const expr = parsePromql(text);
  if (expr.kind !== 'number' && expr.kind !== 'string') throw new Error(`no literal: ${text}`);
  return expr.value;
}

/** The tree in brackets: who binds whom. */
function shape(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return String(expr.value);
    case 'vector_selector':
      return expr.name! + (expr.offsetMs === 0 ? '' : `~${expr.offsetMs / 1000}`) + (expr.at === undefined ? '' : '@');
    case 'matrix_selector':
      return `${shape(expr.selector)}[${expr.rangeMs / 1000}]`;
    case 'subquery':
      return `${shape(expr.expr)}[${expr.rangeMs / 1000}:${expr.offsetMs === 0 ? '' : `~${expr.offsetMs / 1000}`}]`;
    case 'paren':
      return shape(expr.expr);
    case 'unary':
      return `{${expr.op}${shape(expr.expr)}}`;
    case 'binary':
      return `{${shape(expr.left)} ${expr.op} ${shape(expr.right)}}`;
    case 'aggregation':
      return `${expr.op}(${shape(expr.expr)})`;
    case 'call':
      return `${expr.func}(${expr.args.map(shape).join()})`;
  }
}

describe('numbers', () => {
  it.each<[string, number]>([
    ['1', 1],
    ['+1', 1],
    ['-1', -1],
    ['--1', 1],
    ['.5', 0.5],
    ['5.', 5],
    ['1.e3', 1000],
    ['5e-3', 0.005],
    ['+5.5e-3', 0.0055],
    ['0xc', 12],
    ['0X1F', 31],
    ['0x_1F', 31],
    ['0xe ', 14],
    ['0755', 493],
    ['-0755', -493],
    ['08', 8],
    ['0_7', 7],
    ['0', 0],
    ['00', 0],
    ['1_000', 1000],
    ['1_0.5_0', 10.5],
    ['1e1_0', 1e10],
    ['9007199254740993', 9007199254740992],
    ['0x7fffffffffffffff', 2 ** 63],
    ['1e308', 1e308],
    ['5e-324', 5e-324],
    ['1e-400', 0],
    ['Inf', Infinity],
    ['inF', Infinity],
    ['-INF', -Infinity],
    ['nan', NaN],
    ['NaN', NaN],
    ['5m', 300],
    ['1y2w3d4h5m6s7ms', 33_019_506.007],
    ['1d12h', 129_600],
    ['292y', 292 * 365 * 86_400],
  ])('%s is %d', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('know whether they were written as durations', () => {
    expect(tree('-5m')).toEqual({ kind: 'number', value: -300, duration: true });
    expect(tree('300')).toEqual({ kind: 'number', value: 300 });
  });
});

describe('strings', () => {
  it.each<[string, string]>([
    ['"double \\" quoted"', 'double " quoted'],
    ["'single \\' quoted'", "single ' quoted"],
    ['`raw\\n\n"\'`', 'raw\\n\n"\''],
    ['"\\a\\b\\f\\n\\r\\t\\v\\\\"', '\u0007\b\f\n\r\t\v\\'],
    ['"\\u1234\\U00010111☺"', '\u1234\u{10111}☺'],
    ['"\\x41\\101"', 'AA'],
    ['"\\xe2\\x98\\xba\\342\\230\\272"', '☺☺'],
    ['"a\\xFFb\\u00e4"', 'a\ufffdbä'],
    ['"\\\\x41"', '\\x41'],
    ['""', ''],
    ['"# no comment"', '# no comment'],
  ])('%s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });
});

describe('selectors', () => {
  const of = (text: string) => {
    const { name, matchers } = parsePromql(text) as VectorSelector;
    return [name, matchers.map(({ name: label, op, value: wanted }: LabelMatcher) => label + op + wanted)];
  };

  it.each<[string, string | undefined, string[]]>([
    ['foo', 'foo', ['__name__=foo']],
    ['foo{}', 'foo', ['__name__=foo']],
    ['foo:bar{a="bc"}', 'foo:bar', ['a=bc', '__name__=foo:bar']],
    [':a', ':a', ['__name__=:a']],
    [
      'foo{a="b", foo!="bar", test=~"test", bar!~"baz",}',
      'foo',
      ['a=b', 'foo!=bar', 'test=~test', 'bar!~baz', '__name__=foo'],
    ],
    ['foo{NaN="a",and="b",bool="c"}', 'foo', ['NaN=a', 'and=b', 'bool=c', '__name__=foo']],
    ['foo{bar="}"}', 'foo', ['bar=}', '__name__=foo']],
    ['foo # comment\n{ # another\n a="b" }', 'foo', ['a=b', '__name__=foo']],
    ['foo # comment\r{a="b"}', 'foo', ['a=b', '__name__=foo']],
    ['{"my.metric"}', 'my.metric', ['__name__=my.metric']],
    ['{a="b", \'my.metric\'}', 'my.metric', ['a=b', '__name__=my.metric']],
    ["{'foo\\'bar', `a\\dos\\path`=\"boo\"}", "foo'bar", ['a\\dos\\path=boo', "__name__=foo'bar"]],
    ['{"üñí"="x"}', undefined, ['üñí=x']],
    ['{__name__="foo"}', undefined, ['__name__=foo']],
    ['{__name__=~"bar", __name__!~"baz"}', undefined, ['__name__=~bar', '__name__!~baz']],
    ['{"bar", __name__="baz"}', undefined, ['__name__=baz', '__name__=bar']],
    ['{"foo", "bar"}', undefined, ['__name__=foo', '__name__=bar']],
    ['{x!=""}', undefined, ['x!=']],
    ['{x!~"a|"}', undefined, ['x!~a|']],
    ['{x="", y=~".+"}', undefined, ['x=', 'y=~.+']],
    ['{__name__!="a",x="y"}', undefined, ['__name__!=a', 'x=y']],
  ])('%s', (text, name, matchers) => {
    expect(of(text)).toEqual([name, matchers]);
  });

  it.each([
    ...['sum', 'avg', 'count', 'min', 'max', 'group', 'stddev', 'stdvar', 'topk', 'bottomk', 'count_values'],
    ...['quantile', 'limitk', 'limit_ratio', 'and', 'or', 'unless', 'offset', 'by', 'without', 'start', 'end', 'step'],
    ...['range', 'max_of', 'min_of', 'anchored', 'smoothed', 'fill', 'fill_left', 'fill_right', 'OFFSET', 'rate', '_'],
  ])('%s can be a metric', (name) => {
    expect(of(name)).toEqual([name, [`__name__=${name}`]]);
    expect(of(`${name}{a="b"}`)).toEqual([name, ['a=b', `__name__=${name}`]]);
    expect(shape(parsePromql(`${name} + ${name}`))).toBe(`{${name} + ${name}}`);
    expect(shape(parsePromql(`${name} offset 5m`))).toBe(`${name}~300`);
    expect(shape(parsePromql(`rate(${name}[5m])`))).toBe(`rate(${name}[300])`);
  });

  it.each([
    ...['and', 'avg', 'bool', 'bottomk', 'by', 'count', 'fill', 'group', 'group_left', 'group_right', 'ignoring', 'or'],
    ...[
      'max',
      'min',
      'offset',
      'on',
      'quantile',
      'start',
      'end',
      'atan2',
      'step',
      'range',
      'anchored',
      'max_of',
      'a:b',
    ],
  ])('%s can be a label to group by', (label) => {
    expect(parsePromql(`sum by (${label}, "b.c") (a)`)).toMatchObject({ grouping: [label, 'b.c'] });
    expect(parsePromql(`a + on (x) group_left (${label}) b`)).toMatchObject({ matching: { include: [label] } });
  });
});

describe('times', () => {
  it.each<[string, number, number]>([
    ['a[5m]', 300_000, 0],
    ['a[ 5m ]', 300_000, 0],
    ['a[300]', 300_000, 0],
    ['a[4.018]', 4018, 0],
    ['a[1001ms]', 1001, 0],
    ['a[.5]', 500, 0],
    ['a[0x10]', 16_000, 0],
    ['a[5m*2]', 600_000, 0],
    ['a[(5s)]', 5000, 0],
    ['a[11s+10s-5*2^2]', 1000, 0],
    ['a[-(10s-5s)+20s]', 15_000, 0],
    ['a[-10s+15s]', 5000, 0],
    ['a[2^3^2]', 512_000, 0],
    ['a[10-5-2]', 3000, 0],
    ['a[7%4]', 3000, 0],
    ['a[1h/4]', 900_000, 0],
    ['a[+5m]', 300_000, 0],
    ['a[min_of(5m, 1m+1m)]', 120_000, 0],
    ['a[MAX_OF(5m, 1m)]', 300_000, 0],
    ['a[5m # comment\n]', 300_000, 0],
    ['a[5m] offset 1m', 300_000, 60_000],
    ['a[5m] OFFSET 1h30m', 300_000, 5_400_000],
    ['a[5m] offset -7m', 300_000, -420_000],
    ['a[5m] offset +7m', 300_000, 420_000],
    ['a[5m] offset 3600', 300_000, 3_600_000],
    ['a[5m] offset (5s-8)', 300_000, -3000],
    ['a[5m] offset -(5s-8)', 300_000, 3000],
    ['a[5m] offset +(5)', 300_000, 5000],
    ['a[5m] offset (-1^2)', 300_000, -1000],
    ['a[5m] offset -min_of(1m, 2m)', 300_000, -60_000],
    ['a[5m] offset (5m) + 1m', 300_000, 360_000],
    ['a[5m] offset --5m', 300_000, 300_000],
    ['a[5m] offset --5m * 2', 300_000, 600_000],
    ['a[5m] offset -+-2 ^ 2', 300_000, 4000],
    ['a[5m] offset 0s', 300_000, 0],
    ['a[5m] offset 0 offset 5m', 300_000, 300_000],
  ])('%s', (text, rangeMs, offsetMs) => {
    expect(parsePromql(text)).toMatchObject({ kind: 'matrix_selector', rangeMs, selector: { offsetMs } });
  });

  it.each<[string, number, number | undefined]>([
    ['a[5m:]', 300_000, undefined],
    ['a[5m:1m]', 300_000, 60_000],
    ['a[4s+4s:1s*2]', 8000, 2000],
    ['a[10m5s:1h6ms]', 605_000, 3_600_006],
    ['a[5m:0.0001]', 300_000, undefined],
  ])('%s', (text, rangeMs, stepMs) => {
    expect(parsePromql(text)).toMatchObject({ kind: 'subquery', rangeMs, stepMs });
  });

  it.each<[string, unknown]>([
    ['a @ 1603774568', { kind: 'time', ms: 1_603_774_568_000 }],
    ['a @ -100', { kind: 'time', ms: -100_000 }],
    ['a @ +.3', { kind: 'time', ms: 300 }],
    ['a @ 3.', { kind: 'time', ms: 3000 }],
    ['a @ 3.3335', { kind: 'time', ms: 3334 }],
    ['a @ -3.3335', { kind: 'time', ms: -3334 }],
    ['a @ 3e-1', { kind: 'time', ms: 300 }],
    ['a @ 0xA', { kind: 'time', ms: 10_000 }],
    ['a @ 1m', { kind: 'time', ms: 60_000 }],
    ['a @ start()', { kind: 'start' }],
    ['a @ END ( )', { kind: 'end' }],
  ])('%s', (text, at) => {
    expect(parsePromql(text)).toMatchObject({ at });
    expect(parsePromql(text.replace('a', 'a[5m]'))).toMatchObject({ selector: { at } });
    expect(parsePromql(text.replace('a', 'a[5m:1m]'))).toMatchObject({ kind: 'subquery', at });
  });

  it.each<[string, string]>([
    ['a offset 5s-8', '{a~5 - 8}'],
    ['a offset -2^2', '{a~-2 ^ 2}'],
    ['a offset -(5s)-8', '{a~-5 - 8}'],
    ['a + b offset 5m', '{a + b~300}'],
    ['a offset 5m + b', '{a~300 + b}'],
    ['-a offset 5m', '{-a~300}'],
    ['a ^ b @ 5', '{a ^ b@}'],
    ['a @ 5 offset 5m', 'a~300@'],
    ['a offset 5m @ 5', 'a~300@'],
    ['a offset 5m [1h:]', 'a~300[3600:]'],
    ['a[1h:] offset 5m', 'a[3600:~300]'],
    ['rate(a[5m])[1h:]', 'rate(a[300])[3600:]'],
    ['max_over_time((a + b)[1h:] offset 5m)', 'max_over_time({a + b}[3600:~300])'],
    ['sum(a)[1h:]', 'sum(a)[3600:]'],
  ])('%s binds as %s', (text, expected) => {
    expect(shape(parsePromql(text))).toBe(expected);
  });
});

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

describe('places', () => {
  const covered = (text: string, expr: Expr) => text.slice(expr.span.from, expr.span.to);

  it.each([
    ...[
      ' a ',
      ' a{b="c"} ',
      ' a offset 5m ',
      ' a[5m] offset (5m) ',
      ' a @ start() ',
      ' (a)[5m:] @ -5 ',
      ' -5 ',
      ' (a) ',
    ],
    ...[' sum(a) ', ' sum(a) by (b) ', ' sum by (b) (a) ', ' rate(a[5m]) ', ' a + on(b) c ', ' -a ', ' "text" '],
  ])('of "%s" is all but the spaces', (text) => {
    expect(covered(text, parsePromql(text))).toBe(text.trim());
  });

  it('of the parts are within', () => {
    const text = 'sum by (b) (rate(a[5m])) > bool -5';
    const expr = parsePromql(text);
    if (expr.kind !== 'binary' || expr.left.kind !== 'aggregation') throw new Error('another tree');
    expect(covered(text, expr.left)).toBe('sum by (b) (rate(a[5m]))');
    expect(covered(text, expr.left.expr)).toBe('rate(a[5m])');
    expect(covered(text, expr.right)).toBe('-5');
  });

  it('count UTF-16 units', () => {
    const text = '{"😀"} + {}';
    expect(() => parsePromql(text)).toThrow(
      expect.objectContaining({ constructor: PromqlError, span: { from: 9, to: 11 } }),
    );
  });
});

describe('size', () => {
  it('long texts are read', () => {
    const labels = Array.from({ length: 5000 }, (_, index) => `l${index}="v${index}"`);
    expect(parsePromql(`a{${labels.join(', ')}}`)).toMatchObject({ matchers: { length: 5001 } });
    const args = Array.from({ length: 10_000 }, (_, index) => `"l${index}"`);
    expect(parsePromql(`label_join(a, "b", ",", ${args.join(', ')})`)).toMatchObject({ args: { length: 10_003 } });
    expect(value(`"${'x'.repeat(100_000)}\\x41"`)).toHaveLength(100_001);
    expect(() => parsePromql('1'.repeat(100_000))).toThrow('value out of range');
    expect(() => parsePromql('1_'.repeat(50_000) + ' ')).toThrow('invalid syntax');
    expect(() => parsePromql('1m'.repeat(50_000))).toThrow('not a valid duration string');
    expect(() => parsePromql('[{('.repeat(30_000))).toThrow(PromqlError);
    expect(parsePromql(' '.repeat(100_000) + 'a')).toMatchObject({ name: 'a' });
  });

  it('trees of the greatest depth are walked', () => {
    expect(shape(parsePromql('('.repeat(499) + 'a' + ')'.repeat(499)))).toBe('a');
    expect(shape(parsePromql('a' + ' + a'.repeat(499)))).toContain('a');
  });
});
