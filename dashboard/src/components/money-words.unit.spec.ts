import { describe, expect, it } from 'vitest';
import { moneyWords } from './money-words';

describe('moneyWords', () => {
  it.each([
    ['0', '$0.00'],
    ['1234.5678', '$1,234.57'],
    ['1234567.995', '$1,234,568.00'],
    ['0.00431', '$0.00431'],
    ['0.004312349', '$0.00431'],
    ['0.5', '$0.50'],
    ['-3.456', '−$3.46'],
    // More digits than a float has.
    ['9007199254740993.01', '$9,007,199,254,740,993.01'],
    ['not a number', 'not a number'],
  ])('%s is %s', (amount, words) => {
    expect(moneyWords(amount)).toBe(words);
  });
});
