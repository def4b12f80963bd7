import { describe, expect, it } from 'vitest';
import { Calendar, overBy, wholeQuarters } from './calendar.js';

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

  it('knows what of a range was over by an instant', () => {
    const range = { from: new Date('2026-03-28T10:00:00Z'), to: new Date('2026-03-30T10:00:00Z') };
    const ends = ['2026-03-29T12:14:59Z', '2026-04-01T00:00:00Z', '2026-03-01T00:00:00Z'];
    expect(texts(ends.map((end) => overBy(range, new Date(end)).to))).toEqual([
      '2026-03-29T12:00:00.000Z',
      '2026-03-30T10:00:00.000Z',
      '2026-03-28T10:00:00.000Z',
    ]);
  });

  it('names a day as its time zone has it', () => {
    expect(berlin.date(new Date('2026-11-30T23:00:00Z'))).toBe('2026-12-01');
  });

  it('goes back over whole periods, also when the clocks change', () => {
    const { from, to } = berlin.lastPeriods('daily', 3, new Date('2026-03-30T10:00:00Z'));
    expect(texts([from, to])).toEqual(['2026-03-27T23:00:00.000Z', '2026-03-30T22:00:00.000Z']);
    const months = new Calendar('UTC').lastPeriods('monthly', 2, new Date('2026-01-15T00:00:00Z'));
    expect(texts([months.from, months.to])).toEqual(['2025-12-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z']);
  });

  it('has hours as the clocks of its time zone show them', () => {
    const hours = (zone: string, from: string, to: string) =>
      texts(new Calendar(zone).starts('hourly', { from: new Date(from), to: new Date(to) })).map((text) =>
        text.slice(11, 16),
      );
    // Two o'clock comes twice, and then never: every hour lasts an hour all the same.
    expect(hours('Europe/Berlin', '2026-10-24T23:00:00Z', '2026-10-25T03:00:00Z')).toEqual([
      '23:00',
      '00:00',
      '01:00',
      '02:00',
    ]);
    expect(hours('Europe/Berlin', '2026-03-29T00:15:00Z', '2026-03-29T02:30:00Z')).toEqual(['00:15', '01:00', '02:00']);
    expect(hours('Asia/Kathmandu', '2026-01-01T00:00:00Z', '2026-01-01T02:00:00Z')).toEqual([
      '00:00',
      '00:15',
      '01:15',
    ]);
    // The clocks of Lord Howe go back from 2:00 to 1:30, which is 15:00 UTC, and so there is half an hour between.
    expect(hours('Australia/Lord_Howe', '2026-04-04T14:00:00Z', '2026-04-04T17:00:00Z')).toEqual([
      '14:00',
      '15:00',
      '15:30',
      '16:30',
    ]);
    const month = new Calendar('Europe/Berlin').month('2026-10');
    expect(new Calendar('Europe/Berlin').starts('hourly', month)).toHaveLength(31 * 24 + 1);
  });

  it('knows the hour around an instant, and the last ones', () => {
    const howe = new Calendar('Australia/Lord_Howe');
    const around = howe.periodAround('hourly', new Date('2026-04-04T15:15:00Z'));
    expect(texts([around.from, around.to])).toEqual(['2026-04-04T15:00:00.000Z', '2026-04-04T15:30:00.000Z']);
    const last = howe.lastPeriods('hourly', 3, new Date('2026-04-04T15:45:00Z'));
    expect(texts([last.from, last.to])).toEqual(['2026-04-04T14:00:00.000Z', '2026-04-04T16:30:00.000Z']);
    expect(howe.starts('hourly', last)).toHaveLength(3);
    const today = berlin.lastPeriods('hourly', 24, new Date('2026-10-25T22:59:59Z'));
    expect(texts([today.from, today.to])).toEqual(['2026-10-24T23:00:00.000Z', '2026-10-25T23:00:00.000Z']);
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
