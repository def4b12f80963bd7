import { describe, expect, it } from 'vitest';
import { RUN_SLICES, sliceOf } from './run-slice.js';

describe('the slice of a run', () => {
  it('is about as full as any other, for names that are numbered too', () => {
    const counts = new Array<number>(RUN_SLICES).fill(0);
    const runs = 100 * RUN_SLICES;
    for (let run = 0; run < runs; run++) counts[sliceOf(`agent-${run}`)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
    // Of 1023 degrees of freedom; five deviations.
    expect(Math.abs(chiSquare - (RUN_SLICES - 1)) / Math.sqrt(2 * (RUN_SLICES - 1))).toBeLessThan(5);
  });

  it('stays the same', () => {
    expect(['', 'agent-1', 'агент'].map(sliceOf)).toMatchInlineSnapshot(`
      [
        11,
        922,
        32,
      ]
    `);
  });
});
