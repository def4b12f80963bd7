import { describe, expect, it } from 'vitest';
import { recurrenceWords } from './silence-words';

const words = (weekdays: number[]) =>
  recurrenceWords({ weekdays, from: '22:00', durationMs: 8 * 3_600_000, timeZone: 'UTC' });

describe('the words of a silence that comes back', () => {
  it.each([
    [[1, 2, 3, 4, 5], 'Mon–Fri at 22:00 for 8 h, UTC'],
    [[7, 6], 'Sat, Sun at 22:00 for 8 h, UTC'],
    [[1, 3, 4, 5, 7], 'Mon, Wed–Fri, Sun at 22:00 for 8 h, UTC'],
    [[1, 2, 3, 4, 5, 6, 7], 'Every day at 22:00 for 8 h, UTC'],
  ])('name the days %j', (weekdays, expected) => {
    expect(words(weekdays)).toBe(expected);
  });
});
