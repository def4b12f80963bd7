import { describe, expect, it } from 'vitest';
import { atCacheRate } from './cache-rate.js';

const usage = (change: object = {}) => ({
  inputTokens: 1_000n,
  outputTokens: 50n,
  cacheReadTokens: 100n,
  cacheWriteTokens: 300n,
  cacheWrite1hTokens: 250n,
  ...change,
});

describe('atCacheRate', () => {
  it('reads that part of the input from a cache', () => {
    expect(atCacheRate(usage(), 0.5)).toEqual(usage({ cacheReadTokens: 500n }));
    expect(atCacheRate(usage(), 0)).toEqual(usage({ cacheReadTokens: 0n }));
  });

  it('writes no more than what is left of the input', () => {
    expect(atCacheRate(usage(), 0.8)).toEqual(
      usage({ cacheReadTokens: 800n, cacheWriteTokens: 200n, cacheWrite1hTokens: 200n }),
    );
    expect(atCacheRate(usage(), 1)).toEqual(
      usage({ cacheReadTokens: 1_000n, cacheWriteTokens: 0n, cacheWrite1hTokens: 0n }),
    );
  });

  it('has whole tokens', () => {
    expect(atCacheRate(usage({ inputTokens: 3n, cacheWriteTokens: 0n, cacheWrite1hTokens: 0n }), 0.5)).toMatchObject({
      cacheReadTokens: 1n,
    });
    expect(atCacheRate(usage({ inputTokens: 0n, cacheWriteTokens: 0n, cacheWrite1hTokens: 0n }), 0.5)).toMatchObject({
      cacheReadTokens: 0n,
    });
  });
});
