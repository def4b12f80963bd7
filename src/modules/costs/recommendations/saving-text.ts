import { usd } from './amounts.js';
import type { Saving } from './finding.js';

const MONTH_MS = 30n * 86_400_000n;

/** What is saved in 30 days that are as the period was, in USD. */
export function savingText({ low, expected, high }: Saving, periodMs: number) {
  const monthly = (amount: bigint) => usd((amount * MONTH_MS) / BigInt(periodMs));
  return { low: monthly(low), expected: monthly(expected), high: monthly(high) };
}
