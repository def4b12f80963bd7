import { describe, expect, it } from 'vitest';
import { crossesBox } from './crosses-box';

const box = { left: 10, right: 20, top: 10, bottom: 20 };

describe('a line', () => {
  it('runs through a box that it has a point in, or passes between two', () => {
    expect(crossesBox(box, [[15, 15]])).toBe(true);
    expect(
      crossesBox(box, [
        [0, 0],
        [30, 30],
      ]),
    ).toBe(true);
  });

  it('does not when it stays above, below or beside, or has a gap there', () => {
    const [above, below, beside] = [5, 25, 15].map((y, index) => [
      [index === 2 ? 25 : 0, y] as const,
      [30, y] as const,
    ]);
    expect([above, below, beside].map((points) => crossesBox(box, points!))).toEqual([false, false, false]);
    expect(crossesBox(box, [[0, 15], null, [30, 15]])).toBe(false);
    expect(crossesBox(box, [])).toBe(false);
  });
});
