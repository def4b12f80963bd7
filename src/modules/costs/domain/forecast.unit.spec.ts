import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecasterOf } from './forecast.js';

const days = (count: number, value: (index: number) => number) => Array.from({ length: count }, (_, i) => value(i));

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
