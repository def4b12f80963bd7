import { addDecimals } from '../../../kernel/exact-sum.js';
import { type ExactCost, microUsd, usdText } from '../../../pricing/cost.js';
import type { PricedSum } from './priced-usage.service.js';

/** What some usage cost: exact, so that it can be added up and rounded at the end. */
export interface CostSum {
  /** Null: none of it has a price. */
  readonly cost: ExactCost | null;
  readonly calls: number;
  readonly tokens: bigint;
}

export const nothing: CostSum = { cost: null, calls: 0, tokens: 0n };

export function addUsage(sum: CostSum, one: Pick<PricedSum, 'cost' | 'calls' | 'tokens'>): CostSum {
  return {
    cost: one.cost === null ? sum.cost : (((sum.cost ?? 0n) + one.cost) as ExactCost),
    calls: sum.calls + one.calls,
    tokens: sum.tokens + one.tokens,
  };
}

export function summedBy(sums: readonly PricedSum[], keyOf: (sum: PricedSum) => string): ReadonlyMap<string, CostSum> {
  const found = new Map<string, CostSum>();
  for (const sum of sums) found.set(keyOf(sum), addUsage(found.get(keyOf(sum)) ?? nothing, sum));
  return found;
}

export function costText(cost: ExactCost | null): string | null {
  return cost === null ? null : usdText(microUsd(cost));
}

/** Four places. Null: of nothing, or unknown. */
export function shareOf(cost: ExactCost | null, total: ExactCost | null): number | null {
  if (cost === null || total === null || total === 0n) return null;
  return Number((cost * 20_000n + total) / (total * 2n)) / 10_000;
}

/** What agents reckoned themselves, beside what we reckon of the same calls. */
export function reportedCosts(sums: readonly PricedSum[]) {
  let [calls, comparedCalls, cost, comparedCost] = [0, 0, '0', '0'];
  let reckoned = 0n;
  for (const sum of sums) {
    calls += sum.callsWithReportedCost;
    cost = addDecimals(cost, sum.reportedCostUsd);
    // Where only some calls of a sum came with a cost, nothing is known of what the same ones cost by our prices.
    if (!sum.allReported || sum.cost === null) continue;
    comparedCalls += sum.calls;
    comparedCost = addDecimals(comparedCost, sum.reportedCostUsd);
    reckoned += sum.cost;
  }
  return {
    cost: calls === 0 ? null : usdText(microOfDecimal(cost)),
    calls,
    comparedCalls,
    difference: comparedCalls === 0 ? null : usdText(microOfDecimal(comparedCost) - microUsd(reckoned as ExactCost)),
  };
}

/** Whole micro-dollars of a plain decimal, halves away from zero. */
export function microOfDecimal(text: string): bigint {
  const negative = text.startsWith('-');
  const [whole = '0', places = ''] = (negative ? text.slice(1) : text).split('.');
  const micro = BigInt(whole + places.slice(0, 6).padEnd(6, '0')) + ((places[6] ?? '0') >= '5' ? 1n : 0n);
  return negative ? -micro : micro;
}
