import { describe, expect, it } from 'vitest';
import { Calendar } from '../calendar.js';
import { forecastFrom } from './cost-forecasts.service.js';

const calendar = new Calendar('UTC');
const DOLLAR = 10n ** 15n;
const first = new Date('2026-06-01T00:00:00Z');

/** Days with a call of so many dollars; null: no call; undefined: one that has no price. */
function forecastOf(...dollars: readonly (number | null | undefined)[]) {
  const days = dollars.map((value, index) => ({
    from: calendar.plusDays(first, index),
    exact: BigInt(value ?? 0) * DOLLAR,
    calls: value === null ? 0 : 1,
    unpricedCalls: value === undefined ? 1 : 0,
  }));
  const end = calendar.plusDays(first, dollars.length);
  const found = forecastFrom(calendar, days, end);
  if (typeof found === 'string') return found;
  const { expected, low, high } = found.over({ from: end, to: calendar.plusDays(end, 7) });
  return { days: found.basis.basedOn.days, expected: Number(expected), low, high };
}
const times = <T>(count: number, value: T): readonly T[] => Array.from({ length: count }, () => value);

describe('a forecast of spending', () => {
  it('says why there is none, and never that it is 0 dollars', () => {
    expect(forecastOf(...times(30, null))).toBe('no_use');
    expect(forecastOf(...times(30, undefined))).toBe('unpriced');
    expect(forecastOf(5, 5)).toBe('too_few_days');
    expect(forecastOf(...times(20, 10), ...times(60, null))).toBe('paused');
  });

  it('of a fleet that comes back after a pause is made from the days since then', () => {
    const before = [...times(20, 100), ...times(60, null)];
    expect(forecastOf(...before, 7, 7)).toBe('too_few_days');
    expect(forecastOf(...before, 7, 7, 7)).toMatchObject({ days: 3, expected: 49 });
  });

  it('of a fleet that is off at weekends has weeks as they are', () => {
    // 2026-06-01 is a Monday.
    const weeks = times(6, [...times(5, 10), null, null]).flat();
    const { days, expected, low, high } = forecastOf(...weeks) as Exclude<ReturnType<typeof forecastOf>, string>;
    expect([days, Math.round(expected), Number(low) < 50, Number(high) > 50]).toEqual([42, 50, true, true]);
    // Holidays belong to it, unless they are as long as a pause.
    expect(forecastOf(...weeks, 10, ...times(13, null))).toMatchObject({ days: 56 });
    expect(forecastOf(...weeks, ...times(14, null))).toBe('paused');
  });
});
