import { describe, expect, it } from 'vitest';
import { changePoints, pettitt, type TrendValue } from './change-points.js';

const each = (values: readonly number[], runs = 10): readonly TrendValue[] => values.map((value) => ({ value, runs }));
const times = (count: number, ...pattern: readonly number[]) =>
  Array.from({ length: count }, (_each, index) => pattern[index % pattern.length]!);

describe('where a series changes its level', () => {
  it('is told by Pettitt’s test, as reckoned by hand', () => {
    // Each of 6 is below each of the other 6: K = 36, p = 2 exp(-6 * 36² / (12³ + 12²)).
    const found = pettitt([...times(6, 0), ...times(6, 1)]);
    expect(found?.index).toBe(6);
    expect(found?.pValue).toBeCloseTo(0.0314082, 6);
    // 3 above 9: K = 27, p = 2 exp(-6 * 27² / 1872).
    expect(pettitt([...times(9, 5), ...times(3, 4)])?.pValue).toBeCloseTo(0.1932, 3);
  });

  it('is found once for each level, with what was before and after', () => {
    const values = each([...times(15, 0.9, 0.92, 0.88), ...times(15, 0.6, 0.62), ...times(15, 0.8, 0.79, 0.81)]);
    expect(changePoints(values)).toMatchObject([
      { index: 15, before: 0.9, after: 0.6, runsBefore: 150, runsAfter: 150 },
      { index: 30, before: 0.6, after: 0.8, runsBefore: 150, runsAfter: 150 },
    ]);
  });

  it('is nowhere in a level series, in one with an outlier, and in one that is too short', () => {
    expect(changePoints(each(times(40, 0.5)))).toEqual([]);
    expect(changePoints(each(times(40, 0.5, 0.7, 0.6)))).toEqual([]);
    expect(changePoints(each([...times(20, 1, 2), 900, ...times(20, 1, 2)]))).toEqual([]);
    expect(changePoints(each([...times(5, 0), ...times(5, 1)]))).toEqual([]);
    expect(changePoints([])).toEqual([]);
  });

  it('takes enough runs on either side', () => {
    expect(changePoints(each([...times(8, 0), ...times(8, 1)], 2))).toEqual([]);
    expect(changePoints(each([...times(8, 0), ...times(8, 1)], 3))).toHaveLength(1);
  });
});
