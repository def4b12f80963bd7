import { describe, expect, it } from 'vitest';
import { crossedPeriods } from './crossed-periods.js';
import type { Price } from './price-book.js';

const priced = (input: string): Price => ({
  priced: true,
  rates: { input, output: input, cacheRead: null, cacheWrite: null, cacheWrite1h: null },
  source: input,
  variesWithinDay: false,
});
const period = (fromMs: number, toMs: number, input: string) => ({ fromMs, toMs, price: priced(input) });

describe('crossedPeriods', () => {
  it('has a stretch for each pair of prices, without gaps', () => {
    const crossed = crossedPeriods(
      [period(0, 10, 'a'), period(10, 30, 'b')],
      [period(0, 5, 'x'), period(5, 20, 'y'), period(20, 30, 'z')],
    );
    expect(
      crossed.map(({ fromMs, toMs, price, otherPrice }) => [
        fromMs,
        toMs,
        price.priced && price.source,
        otherPrice.priced && otherPrice.source,
      ]),
    ).toEqual([
      [0, 5, 'a', 'x'],
      [5, 10, 'a', 'y'],
      [10, 20, 'b', 'y'],
      [20, 30, 'b', 'z'],
    ]);
  });

  it('has none where there is no time', () => {
    expect(crossedPeriods([], [period(0, 5, 'x')])).toEqual([]);
  });
});
