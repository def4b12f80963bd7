import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDecimals, addWhole, isDecimal } from './exact-sum.js';

describe('addWhole', () => {
  it('is exact beyond 2^53', () => {
    expect(addWhole('9007199254740991', 9007199254740991)).toBe('18014398509481982');
  });

  it('agrees with whole arithmetic', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 70n }), fc.maxSafeNat(), (sum, amount) => {
        expect(addWhole(String(sum), amount)).toBe(String(sum + BigInt(amount)));
      }),
    );
  });
});

describe('addDecimals', () => {
  it.each([
    ['0.1', '0.2', '0.3'],
    ['1', '2', '3'],
    ['0.05', '0.95', '1.00'],
    ['0.000000000000000001', '999999999999999', '999999999999999.000000000000000001'],
    ['-0.5', '0.25', '-0.25'],
  ])('%s + %s = %s', (one, other, sum) => expect(addDecimals(one, other)).toBe(sum));
});

describe('isDecimal', () => {
  it.each([
    ['1.5', true],
    ['1e3', false],
    ['', false],
    ['.5', false],
  ])('%j: %s', (text, answer) => expect(isDecimal(text)).toBe(answer));
});
