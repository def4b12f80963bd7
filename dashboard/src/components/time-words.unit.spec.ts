import { describe, expect, it } from 'vitest';
import { ageWords, durationWords, relativeWords } from './time-words';

describe('relativeWords', () => {
  it.each([
    [2, 'just now'],
    [42, '42 s ago'],
    [61, '1 min ago'],
    [3 * 3_600 + 59, '3 h ago'],
    [26 * 3_600, '1 d ago'],
    [-600, 'in 10 min'],
  ])('%s s before now is %s', (seconds, words) => {
    expect(relativeWords(1_000_000_000 - seconds * 1000, 1_000_000_000)).toBe(words);
  });
});

describe('ageWords', () => {
  it.each([
    [0, 'a few seconds'],
    [7, '7 s'],
    [61, '1 min'],
    [26 * 3_600, '1 d'],
  ])('%s s is %s', (seconds, words) => {
    expect(ageWords(seconds)).toBe(words);
  });
});

describe('durationWords', () => {
  it.each([
    [0, '0 s'],
    [0.00025, '250 µs'],
    [0.34, '340 ms'],
    [1.25, '1.25 s'],
    [59.6, '1 min'],
    [125, '2 min 5 s'],
    [7_500, '2 h 5 min'],
    [90_000, '1 d 1 h'],
    [-3, '−3 s'],
  ])('%s s is %s', (seconds, words) => {
    expect(durationWords(seconds)).toBe(words);
  });
});
