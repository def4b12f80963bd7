import { describe, expect, it } from 'vitest';
import { lonePoints } from './lone-points';
import { pathOf } from './sparkline';

describe('lone points', () => {
  it('are values that no line leads to', () => {
    expect(lonePoints([5])).toEqual([0]);
    expect(lonePoints([null, 0, null, null])).toEqual([1]);
    expect(lonePoints([3, null, 4, 5, null, undefined, 6])).toEqual([0, 6]);
  });

  it('are none where lines are drawn, or nothing', () => {
    expect(lonePoints([1, 2, 3])).toEqual([]);
    expect(lonePoints([null, 1, 2, null])).toEqual([]);
    expect(lonePoints([null, undefined])).toEqual([]);
    expect(lonePoints([])).toEqual([]);
  });

  it('are dots in a sparkline', () => {
    expect(pathOf([null, 2, null], 10, 10)).toBe('M5.0 1.0h0');
    expect(pathOf([1, 2], 10, 10)).not.toContain('h0');
  });
});
