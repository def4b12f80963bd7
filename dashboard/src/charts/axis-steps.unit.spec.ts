import { describe, expect, it } from 'vitest';
import { axisSteps } from './axis-steps';
import { unitWords } from './units';

describe('steps of an axis', () => {
  it('divides time as clocks do', () => {
    const words = axisSteps('seconds')!.map((step) => unitWords('seconds', step));
    expect(words.slice(words.indexOf('1 s'), words.indexOf('10 d') + 1)).toEqual([
      ...['1 s', '2 s', '5 s', '10 s', '15 s', '30 s'],
      ...['1 min', '2 min', '5 min', '10 min', '15 min', '30 min'],
      ...['1 h', '2 h', '3 h', '6 h', '12 h'],
      ...['1 d', '2 d', '5 d', '10 d'],
    ]);
  });

  it('is the same in milliseconds', () => {
    const inSeconds = axisSteps('seconds')!.map((step) => unitWords('seconds', step));
    expect(axisSteps('milliseconds')!.map((step) => unitWords('milliseconds', step))).toEqual(inSeconds);
  });

  it('ascends, counts in whole numbers, and leaves the others alone', () => {
    for (const unit of ['seconds', 'milliseconds', 'count', 'tokens'] as const) {
      const steps = axisSteps(unit)!;
      expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    }
    expect(axisSteps('count')!.every(Number.isInteger)).toBe(true);
    expect(axisSteps('ratio')).toBeUndefined();
  });
});
