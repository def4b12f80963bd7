import type { Usage } from '../../../pricing/rates.js';

/** Places behind the point that a cache rate may have. */
const PLACES = 4;
const SCALE = 10 ** PLACES;

/**
 * The usage if this part of the input had been read from a cache, 0 to 1, cut to whole tokens. What was written to a
 * cache stays so, as far as there is input left; the rest is neither.
 */
export function atCacheRate(usage: Usage, rate: number): Usage {
  const { inputTokens } = usage;
  const cacheReadTokens = (inputTokens * BigInt(Math.round(rate * SCALE))) / BigInt(SCALE);
  const cacheWriteTokens = least(usage.cacheWriteTokens, inputTokens - cacheReadTokens);
  const cacheWrite1hTokens = least(usage.cacheWrite1hTokens, cacheWriteTokens);
  return { ...usage, cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens };
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
