import { expect, it } from 'vitest';
import { parsePromql } from './parse.js';
import { valueTypeOf } from './value-type.js';
import { selectorsOf, visit } from './visit.js';

it('visits from the outside in, from left to right', () => {
  const kinds: string[] = [];
  const expr = parsePromql('topk(5, -max_over_time(a[1h:])) + (rate(b[5m]) > bool 1)');
  visit(expr, (node) => kinds.push(node.kind));
  expect(kinds).toEqual([
    ...['binary', 'aggregation', 'number', 'unary', 'call', 'subquery', 'vector_selector'],
    ...['paren', 'binary', 'call', 'matrix_selector', 'vector_selector', 'number'],
  ]);
});

it('finds the selectors', () => {
  const expr = parsePromql(
    'sum(a{b="c"}) / rate(d[5m] offset 1m) or label_replace({"e.f"}, "g", "h", "i", "j") or vector(1)',
  );
  expect(selectorsOf(expr).map(({ name, offsetMs }) => [name, offsetMs])).toEqual([
    ['a', 0],
    ['d', 60_000],
    ['e.f', 0],
  ]);
});

it.each([
  ['1', 'scalar'],
  ['"a"', 'string'],
  ['a', 'vector'],
  ['a[5m]', 'matrix'],
  ['a[5m:]', 'matrix'],
  ['(a[5m])', 'matrix'],
  ['-(1)', 'scalar'],
  ['-a', 'vector'],
  ['1 + time()', 'scalar'],
  ['1 + a', 'vector'],
  ['a + 1', 'vector'],
  ['a or b', 'vector'],
  ['1 > bool 2', 'scalar'],
  ['sum(a)', 'vector'],
  ['rate(a[5m])', 'vector'],
  ['scalar(a)', 'scalar'],
])('%s answers a %s', (text, type) => {
  expect(valueTypeOf(parsePromql(text))).toBe(type);
});
