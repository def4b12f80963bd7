import { describe, expect, it } from 'vitest';
import { thresholdOf } from './threshold.js';

describe('what a rule compares with', () => {
  it.each([
    ['orchestrate_queue_depth > 100', '100'],
    ['100 < orchestrate_queue_depth', '100'],
    ['(sum(rate(x[5m])) by (type) >= (-0.5))', '-0.5'],
    ['x > y', null],
    ['absent(x)', null],
    ['x > 1 and y > 2', null],
    ['not an expression (', null],
  ])('%s', (condition, threshold) => {
    expect(thresholdOf({ condition, parameters: null })).toBe(threshold);
  });

  it('is what was filled in, where it was', () => {
    expect(thresholdOf({ condition: 'x > 1', parameters: { kind: 'threshold', value: 5 } })).toBe('5');
    expect(thresholdOf({ condition: 'x > 1', parameters: { kind: 'rate', percent: 20 } })).toBe('20');
    expect(thresholdOf({ condition: 'x > 1', parameters: { kind: 'absence' } })).toBeNull();
  });
});
