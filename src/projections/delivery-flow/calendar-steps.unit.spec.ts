import { describe, expect, it } from 'vitest';
import { assertTimeZone, stepStarts } from './calendar-steps.js';

const starts = (from: string, to: string, step: 'day' | 'week', timeZone: string) =>
  stepStarts({ from: new Date(from), to: new Date(to) }, step, timeZone).map((start) => start.toISOString());

describe('the days and weeks of a period', () => {
  it('are those of a time zone, the first from where the period begins', () => {
    expect(starts('2026-01-14T12:00:00Z', '2026-01-16T00:00:00Z', 'day', 'Europe/Berlin')).toEqual([
      '2026-01-14T12:00:00.000Z',
      '2026-01-14T23:00:00.000Z',
      '2026-01-15T23:00:00.000Z',
    ]);
    // A Wednesday.
    expect(starts('2026-01-14T00:00:00Z', '2026-01-26T00:00:00Z', 'week', 'UTC')).toEqual([
      '2026-01-14T00:00:00.000Z',
      '2026-01-19T00:00:00.000Z',
    ]);
  });

  it('have 23 or 25 hours when the clocks change', () => {
    expect(starts('2026-03-28T23:00:00Z', '2026-03-30T22:00:00Z', 'day', 'Europe/Berlin')).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
    expect(starts('2026-10-24T22:00:00Z', '2026-10-26T23:00:00Z', 'day', 'Europe/Berlin')).toEqual([
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ]);
  });

  it('are refused of a time zone that does not exist', () => {
    expect(() => assertTimeZone('Europe/Berlin')).not.toThrow();
    expect(() => assertTimeZone('Mars/Olympus')).toThrow('there is none named Mars/Olympus');
  });
});
