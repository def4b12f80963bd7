import { describe, expect, it } from 'vitest';
import { percentOfRate, rateOfPercent, readRate } from './cache-rate';

describe('a cache rate', () => {
  it('is a part of one, and nothing else', () => {
    expect(readRate('0.8')).toBe('0.8');
    expect(readRate('1')).toBe('1');
    expect(readRate('1.2')).toBeUndefined();
    expect(readRate(undefined)).toBeUndefined();
  });

  it('is told in per cent', () => {
    expect(rateOfPercent(80)).toBe('0.8');
    expect(rateOfPercent(250)).toBe('1');
    expect(rateOfPercent('')).toBeUndefined();
    expect(percentOfRate('0.07')).toBe(7);
    expect(percentOfRate('often')).toBe('');
  });
});
