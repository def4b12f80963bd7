import { describe, expect, it } from 'vitest';
import type { PricedSum } from '../../usage/priced-usage.service.js';
import { MOST_SERIES, seriesOf } from './cost-series.js';

/** Exact costs are in billionths of a micro-dollar. */
const usd = (dollars: number) => BigInt(dollars) * 1_000_000_000_000_000n;
const sum = (key: string, bucket: number, dollars: number | null) =>
  ({
    keys: [key],
    bucket,
    cost: dollars === null ? null : usd(dollars),
    calls: 1,
    tokens: 10n,
  }) as unknown as PricedSum;

describe('seriesOf', () => {
  it('tells the periods of each key, the costliest first; a period without a known cost is null', () => {
    const sums = [sum('haiku', 0, 1), sum('opus', 1, 2), sum('opus', 1, 3), sum('', 2, 4), sum('haiku', 2, null)];
    expect(seriesOf(sums, 'model', 3)).toEqual({
      by: 'model',
      rows: [
        { key: 'opus', costs: [null, '5.000000', null] },
        { key: null, costs: [null, null, '4.000000'] },
        { key: 'haiku', costs: ['1.000000', null, null] },
      ],
      others: null,
    });
  });

  it('adds up what is beyond the costliest keys, exactly', () => {
    const sums = Array.from({ length: MOST_SERIES + 2 }, (_, index) => sum(`epic-${index}`, index % 2, 20 - index));
    const { rows, others } = seriesOf(sums, 'epic', 2);
    expect(rows).toHaveLength(MOST_SERIES);
    expect(others).toEqual({ keys: 2, costs: ['12.000000', '11.000000'] });
  });

  it('leaves out what has no price at all', () => {
    expect(seriesOf([sum('unknown', 0, null)], 'model', 1)).toEqual({ by: 'model', rows: [], others: null });
  });
});
