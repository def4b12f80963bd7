import type { PricedSum } from './priced-usage.service.js';

/** What was used on one day. */
export interface DailyCost {
  readonly from: Date;
  /** Exact, of the calls that have a price; 0: none has, or there were none. */
  readonly exact: bigint;
  readonly calls: number;
  readonly unpricedCalls: number;
}

/** Day by day, of sums whose buckets are these days. */
export function dailyCosts(starts: readonly Date[], sums: readonly PricedSum[]): readonly DailyCost[] {
  const days = starts.map((from): DailyCost => ({ from, exact: 0n, calls: 0, unpricedCalls: 0 }));
  for (const { bucket, cost, calls } of sums) {
    const day = days[bucket]!;
    days[bucket] = {
      from: day.from,
      exact: day.exact + (cost ?? 0n),
      calls: day.calls + calls,
      unpricedCalls: day.unpricedCalls + (cost === null ? calls : 0),
    };
  }
  return days;
}
