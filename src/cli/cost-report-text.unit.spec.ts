import { describe, expect, it } from 'vitest';
import { type CostReport, costReportText, rangeText } from './cost-report-text.js';

const row = (key: string | null, cost: string | null, share: number | null) => ({
  key,
  cost,
  share,
  calls: 1,
  tokens: 1,
});

const report = {
  from: '2026-01-01T00:00:00.000Z',
  to: '2026-02-01T00:00:00.000Z',
  timeZone: 'UTC',
  total: '3.000000',
  calls: 9,
  byModel: [row('m', '3.000000', 1), row('without-price', null, null)],
  byAgentType: [
    row('a', '1.000000', 0.3333),
    row(null, '1.000000', 0.3333),
    row('c', '0.995000', 0.3317),
    row('d', '0.005000', 0.0017),
  ],
  byEpic: [],
  periods: [],
  groups: null,
  series: null,
  forecast: null,
  budget: null,
} as unknown as CostReport;

describe('a cost report for people', () => {
  it('has one column of amounts, gives the rest to the others, and claims nothing that is not known', () => {
    expect(costReportText(report)).toBe(
      `Cost Report - January 2026

Total: $3.00

By Model:
  m:              $3.00 (100%)
  without-price:  -

By Agent Type:
  a:              $1.00 (33%)
  unknown:        $1.00 (33%)
  c:              $1.00 (33%)
  Other:          $0.01 (1%)

Forecast: not enough data
Budget: none
`,
    );
  });

  it('says so where there was nothing', () => {
    const nothing = { ...report, total: null, calls: 0, byModel: [], byAgentType: [] };
    expect(costReportText(nothing)).toContain('Total: no model calls\n\nForecast: not enough data');
    expect(costReportText({ ...nothing, calls: 1 })).toContain('Total: unknown, no call has a price');
  });

  it('has the hours in which something was called, and all agents beyond the first as one', () => {
    const hour = (from: string, to: string, calls: number) => ({ from, to, calls, cost: calls ? '1.500000' : null });
    const group = (agent: string) => ({ keys: { agent }, cost: '0.050000', share: 0.0167, calls: 1, tokens: 1 });
    const text = costReportText({
      ...report,
      period: 'hourly',
      periods: [
        hour('2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z', 1),
        hour('2026-01-01T01:00:00Z', '2026-01-01T02:00:00Z', 0),
        hour('2026-01-01T02:00:00Z', '2026-01-01T03:00:00Z', 1),
      ],
      groups: Array.from({ length: 51 }, (_, index) => group(`a-${index}`)),
    } as unknown as CostReport);
    expect(text).toContain('By Time:\n  2026-01-01 00:00 to 2026-01-01 01:00:  $1.50\n  2026-01-01 02:00 to');
    expect(text).not.toContain('2026-01-01 01:00 to');
    expect(text).toMatch(
      /^By agent:\n  a-0: +\$0\.05 \(2%\)\n[^]*\n  a-49: .*\n  Other: +\$0\.50 \(0%\)\n\nForecast: none by the hour\n/m,
    );
  });

  it('never says that a budget is used up before it is', () => {
    const budget = { amount: '10', used: '9.999999' } as CostReport['budget'];
    expect(costReportText({ ...report, budget })).toContain('Budget: $10.00 (99% used)');
  });

  it('names ranges as a calendar does', () => {
    const text = (from: string, to: string, zone = 'UTC') => rangeText({ from, to }, zone);
    expect(text('2026-02-28T23:00:00Z', '2026-03-31T22:00:00Z', 'Europe/Berlin')).toBe('March 2026');
    expect(text('2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z')).toBe('2026-03-02');
    expect(text('2026-03-02T00:00:00Z', '2026-03-09T00:00:00Z')).toBe('week of 2026-03-02');
    expect(text('2026-03-02T00:15:00Z', '2026-03-09T00:00:00Z')).toBe('2026-03-02 00:15 to 2026-03-09 00:00');
  });
});
