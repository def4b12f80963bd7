import { addUsage, costText, type CostSum, nothing } from '../../usage/cost-sums.js';
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
  const lines = new Map<string, CostSum[]>();
  for (const sum of sums) addTo(lines, sum.keys[0] ?? '', sum.bucket, sum, periods);
  const ranked = [...lines]
    .map(([key, line]) => ({ key, line, whole: line.reduce(addUsage, nothing).cost }))
    .filter(({ whole }) => whole !== null)
    .sort((a, b) => (a.whole === b.whole ? (a.key < b.key ? -1 : 1) : a.whole! > b.whole! ? -1 : 1));
  const others = ranked.slice(MOST_SERIES);
  const rest = new Map<string, CostSum[]>();
  for (const { line } of others) line.forEach((sum, period) => addTo(rest, '', period, sum, periods));
  return {
    by,
    rows: ranked.slice(0, MOST_SERIES).map(({ key, line }) => ({ key: key === '' ? null : key, costs: textsOf(line) })),
    others: others.length === 0 ? null : { keys: others.length, costs: textsOf(rest.get('')!) },
  };
}

function addTo(
  lines: Map<string, CostSum[]>,
  key: string,
  period: number,
  sum: Parameters<typeof addUsage>[1],
  periods: number,
): void {
  let line = lines.get(key);
  if (!line) lines.set(key, (line = Array.from({ length: periods }, () => nothing)));
  line[period] = addUsage(line[period]!, sum);
}

const textsOf = (line: readonly CostSum[]) => line.map(({ cost }) => costText(cost));
