import { contextBandOf } from './base-prices.js';
import { modeOf, type PricedModel } from './price-book.js';

/** What is reported of a model call that its price rests on. */
interface ReportedCall {
  readonly model: string;
  readonly provider?: string | undefined;
  readonly serviceTier?: string | undefined;
  readonly speed?: string | undefined;
  /** What was cached included. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens?: number | undefined;
  readonly cacheWriteTokens?: number | undefined;
  readonly cacheWrite1hTokens?: number | undefined;
}

/** A text beyond the integers that a number holds exactly. */
export type TokenSum = number | string;

/** What calls come to that are priced alike. */
export interface PricedTokens {
  readonly calls: number;
  /** Input that was neither read from a cache nor written to one; of each call by itself never below 0. */
  readonly uncachedTokens: TokenSum;
  readonly outputTokens: TokenSum;
  readonly cacheReadTokens: TokenSum;
  readonly cacheWriteTokens: TokenSum;
  /** Of each call by itself never more than what it wrote. */
  readonly cacheWrite1hTokens: TokenSum;
}

/** What decides on a call's price, besides its moment. */
export function pricedModelOf({
  model,
  provider = '',
  serviceTier = '',
  speed = '',
  inputTokens,
}: ReportedCall): PricedModel {
  return { model, provider, mode: modeOf(serviceTier, speed), contextBand: contextBandOf(inputTokens) };
}

export function addTokens(sums: PricedTokens | undefined, call: ReportedCall): PricedTokens {
  const { cacheReadTokens = 0, cacheWriteTokens = 0, cacheWrite1hTokens = 0 } = call;
  const uncached = Math.max(0, call.inputTokens - cacheReadTokens - cacheWriteTokens);
  return {
    calls: (sums?.calls ?? 0) + 1,
    uncachedTokens: addTo(sums?.uncachedTokens, uncached),
    outputTokens: addTo(sums?.outputTokens, call.outputTokens),
    cacheReadTokens: addTo(sums?.cacheReadTokens, cacheReadTokens),
    cacheWriteTokens: addTo(sums?.cacheWriteTokens, cacheWriteTokens),
    cacheWrite1hTokens: addTo(sums?.cacheWrite1hTokens, Math.min(cacheWrite1hTokens, cacheWriteTokens)),
  };
}

export function addTo(sum: TokenSum | undefined, amount: number): TokenSum {
  if (typeof sum !== 'string') {
    const next = (sum ?? 0) + amount;
    if (Number.isSafeInteger(next)) return next;
  }
  return String(BigInt(sum ?? 0) + BigInt(amount));
}
