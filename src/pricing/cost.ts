import type { Rates, Usage } from './rates.js';

/** Places behind the point that a rate may have; a cost is exact in as many places of a micro-dollar. */
export const RATE_PLACES = 9;
const SCALE = 10n ** BigInt(RATE_PLACES);

/** An exact amount of money: `scaled / 10^9` micro-dollars. */
export type ExactCost = bigint & { readonly __brand: 'ExactCost' };

/**
 * What the usage costs at these rates: each part of the input at its own price, the rest of it and the output at theirs.
 * Nothing is rounded. Cached parts that exceed the input are priced as reported, and nothing else of the input is.
 */
export function costOf(usage: Usage, rates: Rates): ExactCost {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  const written1h = least(usage.cacheWrite1hTokens, cacheWriteTokens);
  const uncached = most(0n, inputTokens - cacheReadTokens - cacheWriteTokens);
  const cacheWrite = rates.cacheWrite ?? rates.input;
  return (uncached * scaled(rates.input) +
    cacheReadTokens * scaled(rates.cacheRead ?? rates.input) +
    (cacheWriteTokens - written1h) * scaled(cacheWrite) +
    written1h * scaled(rates.cacheWrite1h ?? cacheWrite) +
    outputTokens * scaled(rates.output)) as ExactCost;
}

/** Whole micro-dollars, halves away from zero. */
export function microUsd(cost: ExactCost): bigint {
  const half = SCALE / 2n;
  return cost < 0n ? -((-cost + half) / SCALE) : (cost + half) / SCALE;
}

/** A decimal in USD with six places: `847.320000`. */
export function usdText(micro: bigint): string {
  const digits = (micro < 0n ? -micro : micro).toString().padStart(7, '0');
  return `${micro < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

const plain = /^\d{1,9}(?:\.\d{1,9})?$/;

/** Whether a text can be a rate: a plain decimal, not negative, of at most nine places. */
export function isRate(text: string): boolean {
  return plain.test(text);
}

function scaled(rate: string): bigint {
  const [whole = '0', places = ''] = rate.split('.');
  return BigInt(whole + places.padEnd(RATE_PLACES, '0').slice(0, RATE_PLACES));
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}

function most(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
