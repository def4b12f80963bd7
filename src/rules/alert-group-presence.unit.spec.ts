import { describe, expect, it } from 'vitest';
import { formatPromql } from '../promql/format.js';
import { parsePromql } from '../promql/parse.js';
import { comparedOf, presenceOf, sidesOf } from './alert-group-presence.js';

const present = (text: string) => {
  const expr = presenceOf(parsePromql(text));
  return expr && formatPromql(expr);
};

describe('whether the data of a condition are there', () => {
  it.each([
    ['x > 1', 'x'],
    ['1 < x', 'x'],
    ['x > bool 1', 'x > bool 1'],
    ['rate(x[5m]) >= 0.2', 'rate(x[5m])'],
    ['(x > 1) and (y < 2)', '(x) and (y)'],
    ['x > 1 or y', 'x or y'],
    ['x > 1 unless y', 'x'],
    ['x > on(a) y', '((x == on (a) y) or (x != on (a) y))'],
    ['count(x > 5) > 3', 'count(x)'],
    ['topk(3, x) > 1', 'x'],
    ['max_over_time((x > 5)[10m:1m]) > 7', 'max_over_time((x)[10m:1m])'],
    ['-x < -1', '-x'],
    ['x > scalar(y > 1)', 'x'],
    ['last_over_time(x[1h]) unless x', 'last_over_time(x[1h])'],
  ])('%s: %s', (condition, expected) => {
    expect(present(condition)).toBe(expected);
  });

  it.each([
    'absent(x)',
    'absent_over_time(x[5m]) and y',
    'count_values("v", x) > 1',
    'label_replace(absent(x), "a", "b", "c", "d")',
  ])('cannot be told of %s', (condition) => {
    expect(present(condition)).toBeUndefined();
  });

  it.each([
    ['(x > 1)', 'x'],
    ['count(x > 5) > 3', 'count(x > 5)'],
    ['x > 1 and y', 'x'],
    ['x > 1 or y > 2', '(x) or (y)'],
    ['absent(x)', 'absent(x)'],
    ['x > y', '((x == y) or (x != y))'],
  ])('%s compares %s', (condition, expected) => {
    expect(formatPromql(comparedOf(parsePromql(condition)))).toBe(expected);
  });

  it('knows the sides of the outermost comparison', () => {
    const sides = sidesOf(parsePromql('(sum(x) > 2 * 3) and y'));
    expect(sides && [formatPromql(sides.left), sides.op, formatPromql(sides.right)]).toEqual(['sum(x)', '>', '2 * 3']);
    expect(sidesOf(parsePromql('absent(x)'))).toBeUndefined();
  });
});
