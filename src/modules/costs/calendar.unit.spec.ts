import { describe, expect, it } from 'vitest';
import { Calendar, wholeQuarters } from './calendar.js';

const berlin = new Calendar('Europe/Berlin');
const texts = (dates: readonly Date[]) => dates.map((date) => date.toISOString());

describe('a calendar', () => {
  it('has the months, weeks and days of its time zone', () => {
    const { from, to } = berlin.month('2026-03');
    expect(texts([from, to])).toEqual(['2026-02-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z']);
    const week = berlin.periodAround('weekly', new Date('2026-03-29T12:00:00Z'));
    expect(texts([week.from, week.to])).toEqual(['2026-03-22T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
  });

  it('cuts a range at local midnights, also where the clock changes', () => {
    const range = { from: new Date('2026-03-28T10:00:00Z'), to: new Date('2026-03-30T10:00:00Z') };
    expect(texts(berlin.starts('daily', range))).toEqual([
      '2026-03-28T10:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
    expect(berlin.daysBetween(new Date('2026-03-27T23:00:00Z'), new Date('2026-03-29T22:00:00Z'))).toBe(2);
  });

  it('goes back over whole periods, also when the clocks change', () => {
    const { from, to } = berlin.lastPeriods('daily', 3, new Date('2026-03-30T10:00:00Z'));
    expect(texts([from, to])).toEqual(['2026-03-27T23:00:00.000Z', '2026-03-30T22:00:00.000Z']);
    const months = new Calendar('UTC').lastPeriods('monthly', 2, new Date('2026-01-15T00:00:00Z'));
    expect(texts([months.from, months.to])).toEqual(['2025-12-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z']);
  });

  it('does not know Mars', () => {
    expect(() => new Calendar('Mars/Olympus')).toThrow(expect.objectContaining({ code: 'TIME_ZONE_UNKNOWN' }));
  });

  it('widens a range to whole quarters of an hour', () => {
    const { from, to } = wholeQuarters({
      from: new Date('2026-01-01T00:14:59Z'),
      to: new Date('2026-01-01T00:15:01Z'),
    });
    expect(texts([from, to])).toEqual(['2026-01-01T00:00:00.000Z', '2026-01-01T00:30:00.000Z']);
  });
});
