import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dividedByDays } from './whole-days.js';

const period = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });

describe('a period divided by UTC days', () => {
  it('is its whole days and what is left at either edge', () => {
    expect(dividedByDays(period('2026-01-14T13:00Z', '2026-01-17T02:30Z'))).toEqual({
      whole: period('2026-01-15', '2026-01-17'),
      edges: [period('2026-01-14T13:00Z', '2026-01-15'), period('2026-01-17', '2026-01-17T02:30Z')],
    });
    const days = period('2026-01-14', '2026-01-16');
    expect(dividedByDays(days)).toEqual({ whole: days, edges: [] });
  });

  it('has no whole day where none is within it', () => {
    const short = period('2026-01-14T13:00Z', '2026-01-15T12:00Z');
    expect(dividedByDays(short)).toEqual({ whole: null, edges: [short] });
  });

  it('is all of the period, and no moment twice', () => {
    const moment = fc.integer({ min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 1e9 }), (start, length) => {
        const { whole, edges } = dividedByDays({ from: new Date(start), to: new Date(start + length) });
        const parts = [...edges, ...(whole ? [whole] : [])].sort((a, b) => Number(a.from) - Number(b.from));
        expect(parts[0]!.from.getTime()).toBe(start);
        expect(parts.at(-1)!.to.getTime()).toBe(start + length);
        expect(parts.slice(1).map(({ from }) => from)).toEqual(parts.slice(0, -1).map(({ to }) => to));
      }),
    );
  });
});
