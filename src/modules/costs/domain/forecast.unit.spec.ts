import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecasterOf } from './forecast.js';

const days = (count: number, value: (index: number) => number) => Array.from({ length: count }, (_, i) => value(i));

/** From -0.5 to 0.5, the same in every run. */
function noise(i: number): number {
  let bits = Math.imul(i + 1, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32 - 0.5;
}
const isWeekend = (i: number) => i % 7 >= 5;

/** Dollars of a day: three ways in which spending goes on. */
const shapes: Readonly<Record<string, (i: number) => number>> = {
  steady: (i) => 50 + 10 * noise(i),
  'growing, with weekends': (i) => (30 + 0.6 * i) * (isWeekend(i) ? 0.25 : 1) + 6 * noise(i),
  'a step, then steady': (i) => (i < 40 ? 20 : 45) + 6 * noise(i),
};

describe('a forecast', () => {
  it.each([0, 1, 2])('is not made from %i days', (count) => {
    expect(forecasterOf({ values: days(count, () => 5), firstWeekday: 0 })).toBeUndefined();
  });

  it('is the mean of fewer than fourteen days, and claims no interval of too few trials', () => {
    const short = forecasterOf({ values: [1, 2, 6], firstWeekday: 3 })!;
    expect([short.method, short.sum(3, 13)]).toEqual(['mean', { expected: 30, low: null, high: null }]);
    const longer = forecasterOf({ values: [4, 6, 4, 6, 4, 6, 4, 6, 5, 5], firstWeekday: 3 })!;
    expect(longer.sum(10, 13)).toEqual({ expected: 15, low: expect.any(Number), high: expect.any(Number) });
    expect(longer.backTest).toMatchObject({ horizonDays: 3, folds: 5 });
  });

  it('follows a line and a week exactly', () => {
    const value = (i: number) => 20 + 0.5 * i + (i % 7 === 0 ? -7 : 0) + (i % 7 === 1 ? 7 : 0);
    const line = forecasterOf({ values: days(35, (i) => 20 + 0.5 * i), firstWeekday: 2 })!;
    expect([line.method, line.day(40)]).toEqual(['trend_and_weekday', expect.closeTo(40, 9)]);
    expect(line.backTest.meanAbsoluteError).toBeCloseTo(0, 9);
    const week = forecasterOf({ values: days(56, value), firstWeekday: 2 })!;
    expect(week.method).toBe('trend_and_weekday');
    expect(Math.abs(week.sum(56, 63).expected - days(7, (i) => value(56 + i)).reduce((a, b) => a + b))).toBeLessThan(3);
  });

  it('falls back to the mean where a trend was further off', () => {
    const values = days(30, (i) => (i < 12 ? 10 + 8 * i : i % 2 === 0 ? 20 : 21));
    expect(forecasterOf({ values, firstWeekday: 0 })!.method).toBe('mean');
  });

  /** The table of docs/costs.md: percents that the back-test says, and that the next 30 days were off. */
  it.each([
    ['steady', 'mean', 2.4, 1.2],
    ['growing, with weekends', 'trend_and_weekday', 2.7, 3.9],
    ['a step, then steady', 'trend_and_weekday', 38.9, 20.9],
  ])('of %s spending is as far off as the documentation says', (shape, method, tried, off) => {
    const forecaster = forecasterOf({ values: days(60, shapes[shape]!), firstWeekday: 0 })!;
    const actual = days(30, (i) => shapes[shape]!(60 + i)).reduce((sum, value) => sum + value);
    const percent = (part: number) => Number((Math.abs(part) * 100).toFixed(1));
    expect([
      forecaster.method,
      percent(forecaster.backTest.relativeError!),
      percent((forecaster.sum(60, 90).expected - actual) / actual),
    ]).toEqual([method, tried, off]);
  });

  it('is a number that is not below nothing, whatever was spent', () => {
    const spent = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 60 });
    fc.assert(
      fc.property(spent, fc.nat(6), (values, firstWeekday) => {
        const forecaster = forecasterOf({ values, firstWeekday })!;
        const { expected, low, high } = forecaster.sum(values.length, values.length + 31);
        expect(Number.isFinite(expected) && expected >= 0).toBe(true);
        if (low === null || high === null) return;
        expect(low >= 0 && low <= expected && high >= expected).toBe(true);
      }),
    );
  });
});
