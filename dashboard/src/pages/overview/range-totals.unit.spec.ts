import { describe, expect, it } from 'vitest';
import { completedOf, failedOf, successWords, tokensOf, tokenStep } from './range-totals';

const DAY = 86_400_000;

describe('totals of the range', () => {
  it('shows what the API counted', () => {
    expect(completedOf({ runs: 40, succeeded: 33 })).toBe(33);
    expect(failedOf({ successRate: 0.825, failed: 7 })).toBe(7);
    expect(successWords({ successRate: 0.825 }, 'in the last 24h')).toBe('83 % succeeded in the last 24h');
    expect(tokensOf({ calls: 3, tokens: 1_200 })).toBe(1_200);
  });

  it('knows a true 0 from what is unknown', () => {
    expect(completedOf({ runs: 2, succeeded: 0 })).toBe(0);
    expect(completedOf({ runs: 0, succeeded: 0 })).toBeNull();
    expect(failedOf({ successRate: 1, failed: 0 })).toBe(0);
    expect(failedOf({ successRate: null, failed: 0 })).toBeNull();
    expect(successWords({ successRate: null }, 'in the last 24h')).toBe('none ended in the last 24h');
    expect(tokensOf({ calls: 1, tokens: 0 })).toBe(0);
    expect(tokensOf({ calls: 0, tokens: 0 })).toBeNull();
  });

  it('asks for hours of a short range and days of a long one', () => {
    expect(tokenStep({ fromMs: 0, toMs: DAY })).toBe('hourly');
    expect(tokenStep({ fromMs: 0, toMs: 90 * DAY })).toBe('daily');
  });
});
