import { describe, expect, it } from 'vitest';
import { shape } from '../../test/support/expressions.js';
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
