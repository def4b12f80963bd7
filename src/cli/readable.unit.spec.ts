import { describe, expect, it } from 'vitest';
import { readableDetails, readableSeconds, readableTime } from './readable.js';

describe('readable values', () => {
  it.each([
    ['2026-01-15T14:32:00.123Z', '2026-01-15 14:32:00Z'],
    ['2026-01-15T15:32:00+01:00', '2026-01-15 14:32:00Z'],
    ['not a time', 'not a time'],
    [null, null],
  ])('the time %s reads %s', (time, text) => {
    expect(readableTime(time)).toBe(text);
  });

  it.each([
    [0, '0 ms'],
    [0.34, '340 ms'],
    [1, '1 s'],
    [12.34, '12.3 s'],
    [59.9, '59.9 s'],
    [59.99, '1 min 0 s'],
    [245, '4 min 5 s'],
    [3_599.7, '1 h 0 min'],
    [7_380, '2 h 3 min'],
    [null, null],
  ])('%s seconds read %s', (seconds, text) => {
    expect(readableSeconds(seconds)).toBe(text);
  });

  it('puts details on one line, quoted where a blank would mislead', () => {
    expect(readableDetails({ to: 'running', reason: 'waits for review', n: 3, nested: { a: [1] }, none: null })).toBe(
      'to=running reason="waits for review" n=3 nested={"a":[1]} none=null',
    );
    expect(readableDetails({ empty: '', fake: 'a=b' })).toBe('empty="" fake="a=b"');
  });
});
