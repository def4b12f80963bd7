import { describe, expect, it } from 'vitest';
import { bytesWords, compactWords, ratioWords } from './number-words';

describe('number words', () => {
  it.each([
    [0, '0'],
    [9_999, '9,999'],
    [12_431, '12.4K'],
    [3.14159, '3.14'],
    [2_500_000_000, '2.5B'],
  ])('%s is %s', (value, words) => expect(compactWords(value)).toBe(words));

  it.each([
    [0, '0 %'],
    [0.0034, '0.34 %'],
    [0.034, '3.4 %'],
    [1.2, '120 %'],
  ])('the part %s is %s', (value, words) => expect(ratioWords(value)).toBe(words));

  it.each([
    [0, '0 B'],
    [2_048, '2 KiB'],
    [5_767_168, '5.5 MiB'],
  ])('%s bytes are %s', (value, words) => expect(bytesWords(value)).toBe(words));
});
