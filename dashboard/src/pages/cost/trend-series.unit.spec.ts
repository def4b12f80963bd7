import { describe, expect, it } from 'vitest';
import type { CostReport } from './cost-search';
import { trendQuery } from './trend-range';
import { trendChart } from './trend-series';

const day = (number: number) => `2026-11-0${number}T00:00:00.000Z`;
const report = {
  from: day(1),
  to: day(4),
  periods: [1, 2, 3].map((number) => ({ from: day(number), to: day(number + 1) })),
  series: {
    by: 'epic',
    rows: [
      { key: 'epic-7', costs: ['1.500000', null, null] },
      { key: null, costs: ['0.250000', '2.000000', null] },
    ],
    others: { keys: 3, costs: [null, '0.100000', null] },
  },
} as unknown as CostReport;

describe('the trend of costs', () => {
  it('ends now, names what nobody named, and has the others as one', () => {
    const { times, series, range } = trendChart(report, 'epic', Date.parse(day(2)) + 1);
    expect(times).toEqual([day(1), day(2)].map((at) => Date.parse(at) / 1000));
    expect(series.map(({ label, values }) => [label, values])).toEqual([
      ['epic-7', [1.5, null]],
      ['On no epic', [0.25, 2]],
      ['3 others', [null, 0.1]],
    ]);
    expect(range.to - range.from).toBe(2 * 86_400);
  });

  it('leaves the colours of names to the palette', () => {
    const { series } = trendChart(report, 'epic', 0);
    expect(series.map(({ colour }) => colour === undefined)).toEqual([true, false, false]);
  });

  it('is of the days of the report, or goes further back', () => {
    const search = { trend: undefined, month: undefined, isRange: false, tooLongForHours: false, span: {} };
    expect(trendQuery(search)).toEqual({ period: 'daily', last: 30 });
    expect(trendQuery({ ...search, month: '2026-10', span: { month: '2026-10' } })).toEqual({
      period: 'daily',
      month: '2026-10',
    });
    expect(trendQuery({ ...search, trend: 'months', month: '2026-10' })).toEqual({
      period: 'monthly',
      last: 12,
      month: '2026-10',
    });
  });
});
