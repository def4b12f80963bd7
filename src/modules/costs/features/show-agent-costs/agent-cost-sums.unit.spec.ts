import { describe, expect, it } from 'vitest';
import { PriceBook } from '../../../../pricing/price-book.js';
import type { AgentUsageOfQuarter } from '../../../../projections/model-usage/index.js';
import { agentCostSums } from './agent-cost-sums.js';

const NOON = Date.UTC(2026, 0, 15, 12);

/** A model of ours: 1 USD for a million tokens until noon, 2 USD from then on. */
const book = new PriceBook([override('before', '1', NOON - 3_600_000, NOON), override('after', '2', NOON, null)]);

function override(priceId: string, rate: string, effectiveFrom: number, effectiveUntil: number | null) {
  const rates = { input: rate, output: rate, cacheRead: null, cacheWrite: null, cacheWrite1h: null };
  const known = { knownFrom: 0, knownUntil: null };
  return { priceId, model: 'ours', provider: null, mode: null, rates, effectiveFrom, effectiveUntil, ...known };
}

function used(model: string, at: number, inputTokens: bigint, calls = 1, failedCalls = 0): AgentUsageOfQuarter {
  return {
    quarter: new Date(at),
    model: { model, provider: '', mode: '', contextBand: 0 },
    calls,
    failedCalls,
    usage: { inputTokens, outputTokens: 0n, cacheReadTokens: 0n, cacheWriteTokens: 0n, cacheWrite1hTokens: 0n },
  };
}

describe('what one agent cost', () => {
  it('is unknown without a call', () => {
    expect(agentCostSums([], book)).toMatchObject({ cost: null, calls: 0, byModel: [] });
  });

  it('is each call at the price that held when it was made', () => {
    const { cost, byModel } = agentCostSums(
      [used('ours', NOON - 900_000, 1_000_000n), used('ours', NOON, 1_000_000n, 2, 1)],
      book,
    );
    expect(cost).toBe('3.000000');
    expect(byModel).toMatchObject([
      { model: 'ours', cost: '3.000000', calls: 3, failedCalls: 1, inputTokens: 2_000_000 },
    ]);
  });

  it('leaves out what has no price and says how many calls that is', () => {
    const sums = agentCostSums([used('nobody-knows-it', NOON, 5n, 4), used('ours', NOON, 1n)], book);
    expect(sums).toMatchObject({ cost: '0.000002', calls: 5, unpricedCalls: 4, inputTokens: 6 });
    expect(sums.byModel.map(({ model, cost }) => [model, cost])).toEqual([
      ['ours', '0.000002'],
      ['nobody-knows-it', null],
    ]);
  });

  it('adds exact amounts and rounds once', () => {
    // Each is 0.4 of what the last place can tell.
    const cheap = new PriceBook([override('cheap', '0.4', 0, null)]);
    const parts = [0, 1, 2].map((index) => used('ours', NOON + 900_000 * index, 1n));
    expect(agentCostSums(parts, cheap).cost).toBe('0.000001');
  });
});
