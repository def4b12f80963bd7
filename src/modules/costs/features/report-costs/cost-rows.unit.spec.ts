import { describe, expect, it } from 'vitest';
import type { ExactCost } from '../../../../pricing/cost.js';
import type { PricedSum } from '../../usage/priced-usage.service.js';
import { MOST_GROUPS } from './cost-report.response.js';
import { groupsOf } from './cost-rows.js';

/** Exact costs are in billionths of a micro-dollar. */
const MICRO = 1_000_000_000n;
const sum = (agent: string, cost: bigint | null) =>
  ({ keys: [agent], cost, calls: 1, tokens: 10n }) as unknown as PricedSum;

describe('groupsOf', () => {
  it('tells the costliest first, what has no price last, and has no others where there are few', () => {
    const sums = [sum('b', MICRO), sum('without', null), sum('a', 3n * MICRO), sum('b', MICRO), sum('', null)];
    expect(groupsOf(sums, ['agent'], (5n * MICRO) as ExactCost)).toEqual({
      groups: [
        { keys: { agent: 'a' }, cost: '0.000003', calls: 1, tokens: 10, share: 0.6 },
        { keys: { agent: 'b' }, cost: '0.000002', calls: 2, tokens: 20, share: 0.4 },
        { keys: { agent: null }, cost: null, calls: 1, tokens: 10, share: null },
        { keys: { agent: 'without' }, cost: null, calls: 1, tokens: 10, share: null },
      ],
      otherGroups: null,
    });
  });

  it('adds up exactly what is beyond the costliest, also what is less than a micro-dollar', () => {
    const costliest = Array.from({ length: MOST_GROUPS }, (_, index) => sum(`dear-${index}`, MICRO));
    const small = [sum('small-1', MICRO / 2n), sum('small-2', MICRO / 2n), sum('without', null)];
    const { groups, otherGroups } = groupsOf([...small, ...costliest], ['agent'], (1_001n * MICRO) as ExactCost);
    expect(groups).toHaveLength(MOST_GROUPS);
    expect(otherGroups).toEqual({ groups: 3, cost: '0.000001', calls: 3, tokens: 30, share: 0.001 });
  });
});
