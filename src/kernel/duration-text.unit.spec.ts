import { describe, expect, it } from 'vitest';
import { durationText, parseDuration } from './duration-text.js';

describe('a span of time as text', () => {
  it.each([
    ['2h', 7_200_000],
    ['1h30m', 5_400_000],
    ['90s', 90_000],
    ['1w2d', 9 * 86_400_000],
    ['250ms', 250],
    ['0s', 0],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '2', 'h', '-1m', '30m1h', '1.5h', '2 h', '1y', 'two hours'])('does not read %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('is written from the largest unit to the smallest', () => {
    expect([5_400_000, 90_000, 9 * 86_400_000, 0].map(durationText)).toEqual(['1h30m', '1m30s', '1w2d', '0s']);
  });
});
