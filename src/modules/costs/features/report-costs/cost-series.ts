import { addUsage, costText, type CostSum, nothing, summedBy } from '../../usage/cost-sums.js';
import type { PricedSum } from '../../usage/priced-usage.service.js';
import type { CostReport } from './cost-report.response.js';
import type { CostDimension } from './report-costs.request.js';

/** More areas than this nobody tells apart in a chart. */
export const MOST_SERIES = 8;

/** One dimension period by period: the costliest keys, then all others as one. Of sums by it and by the periods. */
export function seriesOf(
  sums: readonly PricedSum[],
  by: CostDimension,
  periods: number,
): NonNullable<CostReport['series']> {
  // Ranked before there are lines: of agents there may be very many.
  const ranked = [...summedBy(sums, keyOf)]
    .flatMap(([key, { cost }]) => (cost === null ? [] : [{ key, cost }]))
    .sort((a, b) => (a.cost === b.cost ? (a.key < b.key ? -1 : 1) : a.cost > b.cost ? -1 : 1));
  const line = (): CostSum[] => Array.from({ length: periods }, () => nothing);
  const lines = new Map(ranked.slice(0, MOST_SERIES).map(({ key }) => [key, line()]));
  const rest = line();
  for (const sum of sums) {
    const costs = lines.get(keyOf(sum)) ?? rest;
    costs[sum.bucket] = addUsage(costs[sum.bucket]!, sum);
  }
  const others = ranked.length - lines.size;
  return {
    by,
    rows: [...lines].map(([key, costs]) => ({ key: key === '' ? null : key, costs: textsOf(costs) })),
    others: others === 0 ? null : { keys: others, costs: textsOf(rest) },
  };
}

const keyOf = ({ keys }: PricedSum) => keys[0] ?? '';

const textsOf = (line: readonly CostSum[]) => line.map(({ cost }) => costText(cost));
