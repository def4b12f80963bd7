import { describe, expect, it } from 'vitest';
import { isTooLongForHours } from './hours';

const from = '2026-03-01T00:00:00Z';

describe('a cost report by the hour', () => {
  it.each([
    ['2026-04-01T00:00:00Z', 'UTC', false],
    ['2026-04-01T00:15:00Z', 'UTC', true],
    ['2026-03-31T23:00:00Z', 'Europe/Berlin', false],
    ['2026-04-01T00:00:00Z', 'Europe/Berlin', true],
  ])('to %s in %s is too long: %s', (to, tz, tooLong) => {
    expect(isTooLongForHours(from, to, tz)).toBe(tooLong);
  });
});
