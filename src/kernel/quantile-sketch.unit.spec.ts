import { describe, expect, it } from 'vitest';
import { observeInSketch, type QuantileSketch, quantileOfSketch, SKETCH_ACCURACY } from './quantile-sketch.js';

const none: QuantileSketch = {};
const sketchOf = (values: readonly number[]) => values.reduce(observeInSketch, none);

describe('a quantile sketch', () => {
  it('answers quantiles within its accuracy, over ten orders of magnitude', () => {
    const values = Array.from({ length: 2_000 }, (_, index) => 0.01 * 1.0125 ** index);
    const sketch = sketchOf(values);
    for (const quantile of [0.01, 0.25, 0.5, 0.95, 0.99, 1]) {
      const truth = values[Math.ceil(quantile * values.length) - 1] as number;
      expect(Math.abs((quantileOfSketch(sketch, quantile) as number) / truth - 1)).toBeLessThanOrEqual(
        SKETCH_ACCURACY + 1e-9,
      );
    }
  });

  it('is the same whatever the order of the observations', () => {
    const values = [5, 0, 120, 120.5, 3_000, 0.2];
    expect(sketchOf(values)).toEqual(sketchOf(values.toReversed()));
  });

  it('knows nothing of what was never observed, and zero as zero', () => {
    expect(quantileOfSketch(none, 0.5)).toBeNull();
    expect(quantileOfSketch(sketchOf([0, 0, 0, 10]), 0.5)).toBe(0);
  });

  it('is left as it was by another observation', () => {
    const before = sketchOf([1]);
    observeInSketch(before, 1);
    expect(before).toEqual(sketchOf([1]));
  });
});
