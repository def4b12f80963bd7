import { describe, expect, it } from 'vitest';
import { stepStarts, wholeSteps } from './trend-buckets.js';

const period = { from: new Date('2026-01-14T10:00:00Z'), to: new Date('2026-01-20T00:00:00Z') };
const text = (times: readonly Date[]) => times.map((time) => time.toISOString().slice(0, 16));

describe('the days and weeks of a trend', () => {
  it('are whole, weeks from Monday', () => {
    const days = wholeSteps(period, 'day');
    expect(text([days.from, days.to])).toEqual(['2026-01-14T00:00', '2026-01-20T00:00']);
    expect(stepStarts(days, 'day')).toHaveLength(6);
    const weeks = wholeSteps(period, 'week');
    expect(text([weeks.from, weeks.to])).toEqual(['2026-01-12T00:00', '2026-01-26T00:00']);
    expect(text(stepStarts(weeks, 'week'))).toEqual(['2026-01-12T00:00', '2026-01-19T00:00']);
  });

  it('are those of before 1970 too', () => {
    const early = { from: new Date('1969-12-30T12:00:00Z'), to: new Date('1969-12-31T12:00:00Z') };
    expect(text(stepStarts(wholeSteps(early, 'week'), 'week'))).toEqual(['1969-12-29T00:00']);
  });
});
