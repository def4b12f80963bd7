import { describe, expect, it } from 'vitest';
import { goExponent, goFixed, goGeneral, goNumber } from './go-number.js';

describe('numbers as Go writes them', () => {
  it.each([
    [0.5, 0, '0'],
    [1.5, 0, '2'],
    [2.5, 0, '2'],
    [0.25, 1, '0.2'],
    [0.35, 1, '0.3'],
    [-0.125, 2, '-0.12'],
    [-0, 1, '-0.0'],
    [1e21, 1, '1000000000000000000000.0'],
    [NaN, 2, 'NaN'],
  ])('%d with %d places', (value, places, text) => {
    expect(goFixed(value, places)).toBe(text);
  });

  it.each([
    [1_500_000.5, 6, '1.500000e+06'],
    [0, 2, '0.00e+00'],
    [1e-300, 0, '1e-300'],
    [9.5, 0, '1e+01'],
  ])('%d with an exponent', (value, places, text) => {
    expect(goExponent(value, places)).toBe(text);
  });

  it.each([
    [123_456, undefined, '123456'],
    [1_234_567, undefined, '1.234567e+06'],
    [0.0001, undefined, '0.0001'],
    [0.00001, undefined, '1e-05'],
    [0.1 + 0.2, undefined, '0.30000000000000004'],
    [100, 4, '100'],
    [99_999, 4, '1e+05'],
    [1.00005, 4, '1'],
    [12.345, 4, '12.35'],
    [-Infinity, 4, '-Inf'],
  ])('%d in short', (value, precision, text) => {
    expect(goGeneral(value, precision)).toBe(text);
  });

  it('writes whole numbers as they are', () => {
    expect([0, 7, -7, 1e5].map(goNumber)).toEqual(['0', '7', '-7', '100000']);
  });
});
