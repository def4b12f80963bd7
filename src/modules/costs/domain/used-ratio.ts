/** Part of an amount that is used, both in micro-dollars; six places. */
export function usedRatioOf(used: bigint, amount: bigint): number {
  return Math.round((Number(used) / Number(amount)) * 1e6) / 1e6;
}
