import { describe, expect, it } from 'vitest';
import { labelNumber } from './label-number.js';

describe('a number in a label', () => {
  it.each([
    [0, '0.0'],
    [1, '1.0'],
    [0.5, '0.5'],
    [-2, '-2.0'],
    [0.0001, '0.0001'],
    [0.000_012_5, '1.25e-05'],
    [604_800, '604800.0'],
    [1_209_600, '1.2096e+06'],
    [1e6, '1e+06'],
    [1.5e10, '1.5e+10'],
    [1e100, '1e+100'],
    [Number.POSITIVE_INFINITY, '+Inf'],
  ])('writes %d as Prometheus 3 has it: %s', (value, text) => {
    expect(labelNumber(value)).toBe(text);
  });
});
