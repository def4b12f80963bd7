import { describe, expect, it } from 'vitest';
import { beginOfHistory, PAUSE_DAYS } from './forecast-history.js';

const days = (count: number, calls: number) => Array.from({ length: count }, () => calls);

describe('the history that a forecast is made from', () => {
  it('begins with the first use', () => {
    expect(beginOfHistory([])).toBe('no_use');
    expect(beginOfHistory(days(180, 0))).toBe('no_use');
    expect(beginOfHistory([0, 0, 3, 1])).toBe(2);
  });

  it('goes on over weekends and holidays', () => {
    const week = [...days(5, 4), 0, 0];
    expect(beginOfHistory([...week, ...week, ...week])).toBe(0);
    expect(beginOfHistory([1, ...days(PAUSE_DAYS - 1, 0), 1])).toBe(0);
    expect(beginOfHistory([1, ...days(PAUSE_DAYS - 1, 0)])).toBe(0);
  });

  it('ends with a pause, and begins anew after it', () => {
    expect(beginOfHistory([1, ...days(PAUSE_DAYS, 0)])).toBe('paused');
    expect(beginOfHistory([1, ...days(PAUSE_DAYS, 0), 1])).toBe(PAUSE_DAYS + 1);
    expect(beginOfHistory([1, ...days(20, 0), 1, 1, 0, 1])).toBe(21);
  });
});
