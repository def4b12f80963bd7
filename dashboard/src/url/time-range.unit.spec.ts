import { describe, expect, it } from 'vitest';
import { alignRange, rangeOf, spanMs } from './time-range';

const now = Date.parse('2026-03-01T12:00:00Z');

describe('rangeOf', () => {
  it('goes back from now', () => {
    expect(rangeOf({ range: '6h' }, now)).toMatchObject({
      from: '2026-03-01T06:00:00Z',
      to: '2026-03-01T12:00:00Z',
      relative: '6h',
    });
  });

  it('takes two ends as they are', () => {
    const ends = { from: '2026-02-01T00:00:00Z', to: '2026-02-02T00:00:00Z' };
    expect(rangeOf({ range: '6h', ...ends }, now)).toMatchObject({ ...ends, relative: undefined });
  });

  it.each([{ range: 'soon' }, { from: 'x', to: 'y' }, { from: '2026-02-02T00:00:00Z', to: '2026-02-01T00:00:00Z' }])(
    'shows a day when %o is no range',
    (asked) => expect(rangeOf(asked, now).relative).toBe('24h'),
  );
});

describe('spanMs', () => {
  it.each([
    ['15m', 900_000],
    ['90d', 7_776_000_000],
    ['0h', undefined],
    ['-1h', undefined],
    ['5w', undefined],
  ])('%s is %s', (text, span) => expect(spanMs(text)).toBe(span));
});

it('aligns a range to whole steps, outwards', () => {
  const range = rangeOf({ from: '2026-02-01T00:07:00Z', to: '2026-02-01T01:01:00Z' }, now);
  expect(alignRange(range, 900)).toEqual({ from: '2026-02-01T00:00:00Z', to: '2026-02-01T01:15:00Z' });
});
