import { describe, expect, it } from 'vitest';
import { refusal } from '../../test/support/expressions.js';

type Case = readonly [text: string, message: string, place: string];

describe('what Prometheus has behind a flag, or answers for native histograms alone', () => {
  const experimental = 'is experimental in Prometheus and not supported';
  const query = 'in a duration depends on the query and is not supported: write the duration';
  it.each<Case>([
    ['info(a)', `function "info" ${experimental}`, 'info'],
    ['sort_by_label(a, "b")', `function "sort_by_label" ${experimental}`, 'sort_by_label'],
    ['start()', `function "start" ${experimental}`, 'start'],
    ['min_of(1, 2)', `function "min_of" ${experimental}`, 'min_of'],
    ['limitk(2, a)', `limitk() ${experimental}`, 'limitk(2, a)'],
    ['a anchored', 'anchored modifier is experimental and not enabled', 'a'],
    ['rate(a[5m] smoothed)', 'smoothed modifier is experimental and not enabled', 'a[5m]'],
    ['a + fill(0) b', 'binop fill modifiers are experimental and not enabled', 'fill'],
    ['a </ 2', 'operator "</" works on native histograms only, which are not supported', '</'],
    ['a >/ 2', 'operator ">/" works on native histograms only, which are not supported', '>/'],
    ['a[step()]', `step() ${query}`, 'step()'],
    ['a offset -range()', `range() ${query}`, 'range()'],
  ])('%j', (text, message, place) => {
    expect(refusal(text)).toEqual({ kind: 'unsupported', message, place });
  });
});

describe('depth', () => {
  const tooDeep =
    'the expression nests more than 500 levels deep: write it with fewer operators and parentheses within one another';
  it.each([
    ['parentheses', '('.repeat(10_000) + 'a' + ')'.repeat(10_000)],
    ['calls', 'abs('.repeat(10_000) + 'a' + ')'.repeat(10_000)],
    ['aggregations', 'sum('.repeat(10_000) + 'a' + ')'.repeat(10_000)],
    ['signs', '-'.repeat(10_000) + 'a'],
    ['a chain to the left', 'a' + ' + a'.repeat(10_000)],
    ['a chain to the right', 'a' + ' ^ a'.repeat(10_000)],
    ['durations', `a[${'('.repeat(10_000)}5m${')'.repeat(10_000)}]`],
    ['signs of durations', `a[${'-'.repeat(10_000)}5m]`],
  ])('of %s is bounded', (_, text) => {
    expect(refusal(text)).toMatchObject({ kind: 'limit', message: tooDeep });
  });
});

it('regular expressions are bounded together, so that none can hold the service', () => {
  const patterns = Array.from({ length: 101 }, (_, index) => `l${index}=~"[a-c]{9}.?zz"`);
  expect(refusal(`a{${patterns.slice(0, 50).join()}} + b{${patterns.slice(50).join()}}`)).toEqual({
    kind: 'limit',
    message: 'the regular expressions are too large: length times repetitions may be 10000 in all',
    place: 'l92=~"[a-c]{9}.?zz"',
  });
});
