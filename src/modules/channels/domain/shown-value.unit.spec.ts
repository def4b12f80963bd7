import { describe, expect, it } from 'vitest';
import { shownValue } from './shown-value.js';

describe('a value as people read it', () => {
  it.each([
    ['0.35', 'ratio', '35%'],
    ['0.1', 'ratio', '10%'],
    ['0.2857142857', 'ratio', '28.5714%'],
    ['35', 'percent', '35%'],
    ['0.30000000000000004', 'none', '0.3'],
    ['12345678', 'none', '12345700'],
    ['-0', 'none', '0'],
    ['1e21', 'none', '1e+21'],
    ['+Inf', 'ratio', '+Inf'],
    ['NaN', 'none', 'NaN'],
    ['0.35', 'seconds', '350ms'],
    ['90', 'seconds', '1m30s'],
    ['-90', 'seconds', '-1m30s'],
    ['3600.4', 'seconds', '1h'],
    ['250', 'milliseconds', '250ms'],
    ['0', 'bytes', '0 B'],
    ['1536', 'bytes', '1.5 KiB'],
    ['12.5', 'usd', '$12.50'],
    ['1234567', 'usd', '$1,234,567.00'],
    ['0.0025', 'usd', '$0.002500'],
    ['-3', 'usd', '-$3.00'],
    ['1234567', 'tokens', '1,234,570 tokens'],
    ['0.2', 'per_second', '0.2/s'],
  ] as const)('%s in %s is %s', (value, unit, shown) => {
    expect(shownValue(value, unit)).toBe(shown);
  });

  it('says that it is not known', () => {
    expect(shownValue(null, 'ratio')).toBe('no data');
  });
});
