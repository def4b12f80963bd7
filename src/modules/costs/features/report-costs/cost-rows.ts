import type { UsageDimension } from '../../../../projections/model-usage/index.js';
import type { ExactCost } from '../../../../pricing/cost.js';
import { addUsage, costText, type CostSum, nothing, shareOf, summedBy } from '../../usage/cost-sums.js';
import type { PricedSum } from '../../usage/priced-usage.service.js';
import { type CostReport, type CostRow, MOST_GROUPS } from './cost-report.response.js';
import { type CostDimension } from './report-costs.request.js';

export function amountsOf({ cost, calls, tokens }: CostSum) {
  return { cost: costText(cost), calls, tokens: Number(tokens) };
}

export function rowOf(key: string | null, sum: CostSum, total: ExactCost | null): CostRow {
  return { key, ...amountsOf(sum), share: shareOf(sum.cost, total) };
}

/** Of sums by some dimensions, those by fewer of them; equal keys are not added up yet. */
export function toldBy(
  sums: readonly PricedSum[],
  dimensions: readonly UsageDimension[],
  some: readonly UsageDimension[],
): readonly PricedSum[] {
  const places = some.map((name) => dimensions.indexOf(name));
  return sums.map((sum) => ({ ...sum, keys: places.map((place) => sum.keys[place]!) }));
}

/** One row for each key, the costliest first. Of sums by one dimension. */
export function rowsOf(sums: readonly PricedSum[], total: ExactCost | null): CostRow[] {
  return costliest([...summedBy(sums, ({ keys }) => keys[0] ?? '')]).map(([key, sum]) => rowOf(known(key), sum, total));
}

/** Of sums by several dimensions, in this order: the costliest, and all others as one. */
export function groupsOf(
  sums: readonly PricedSum[],
  by: readonly CostDimension[],
  total: ExactCost | null,
): Pick<CostReport, 'groups' | 'otherGroups'> {
  const ranked = costliest([...summedBy(sums, ({ keys }) => JSON.stringify(keys))]);
  const others = ranked.slice(MOST_GROUPS);
  const rest = others.reduce((sum, [, one]) => addUsage(sum, one), nothing);
  const groups = ranked.slice(0, MOST_GROUPS).map(([text, sum]) => {
    const keys = JSON.parse(text) as string[];
    return {
      keys: Object.fromEntries(by.map((name, index) => [name, known(keys[index] ?? '')])),
      ...amountsOf(sum),
      share: shareOf(sum.cost, total),
    };
  });
  const otherGroups =
    others.length === 0 ? null : { groups: others.length, ...amountsOf(rest), share: shareOf(rest.cost, total) };
  return { groups, otherGroups };
}

export function unpricedOf(sums: readonly PricedSum[]): CostReport['unpriced'] {
  const without = sums.filter(({ price }) => !price.priced);
  const total = without.reduce(addUsage, nothing);
  const named = summedBy(without, ({ model: { model, provider, mode }, price }) =>
    JSON.stringify([model, provider, mode, price.priced ? '' : price.reason]),
  );
  const models = [...named].map(([text, { calls, tokens }]) => {
    const [model, provider, mode, reason] = JSON.parse(text) as [string, string, string, never];
    return { model, provider: known(provider), mode: known(mode), reason, calls, tokens: Number(tokens) };
  });
  return { calls: total.calls, tokens: Number(total.tokens), models };
}

function known(key: string): string | null {
  return key === '' ? null : key;
}

/** What has no price comes last; equals by name. */
function costliest(entries: readonly (readonly [string, CostSum])[]) {
  return [...entries].sort(([a, { cost: one }], [b, { cost: other }]) => {
    if (one !== other) return (one ?? -1n) > (other ?? -1n) ? -1 : 1;
    return a < b ? -1 : 1;
  });
}
