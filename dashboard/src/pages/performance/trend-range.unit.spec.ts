import { describe, expect, it } from 'vitest';
import { trendRangeOf } from './trend-range';

const to = '2026-11-26T12:00:00Z';

describe('the time of a trend', () => {
  it('is the range of the page', () => {
    const from = '2026-08-01T00:00:00Z';
    expect(trendRangeOf({ from, to }, 'day')).toEqual({ from, to, words: 'by day, in the range' });
  });

  it('reaches back before a range that is too short to say anything, and says so', () => {
    expect(trendRangeOf({ from: '2026-11-25T12:00:00Z', to }, 'day')).toEqual({
      from: '2026-10-27T12:00:00.000Z',
      to,
      words: 'by day, 30 days to the end of the range',
    });
    expect(trendRangeOf({ from: '2026-08-01T00:00:00Z', to }, 'week')).toMatchObject({
      from: '2026-05-28T12:00:00.000Z',
      words: 'by week, 26 weeks to the end of the range',
    });
  });
});
