import { type ExactCost, microUsd, usdText } from '../../../../pricing/cost.js';
import { costText } from '../../usage/cost-sums.js';
import type { TwicePricedSum } from '../../usage/hypothetical-usage.service.js';
import type { WhatIfCosts, WhatIfRow } from './what-if-costs.response.js';

/** Exact, of what has both prices; null: nothing has. */
interface Change {
  readonly actual: ExactCost | null;
  readonly hypothetical: ExactCost | null;
  readonly calls: number;
  readonly tokens: bigint;
}

export const unchanged: Change = { actual: null, hypothetical: null, calls: 0, tokens: 0n };

export function addChange(change: Change, { actual, hypothetical, calls, tokens }: TwicePricedSum): Change {
  if (actual === null || hypothetical === null) return change;
  return {
    actual: ((change.actual ?? 0n) + actual) as ExactCost,
    hypothetical: ((change.hypothetical ?? 0n) + hypothetical) as ExactCost,
    calls: change.calls + calls,
    tokens: change.tokens + tokens,
  };
}

/** Each amount rounded once; the difference is that of the amounts shown. */
export function presentChange({ actual, hypothetical, calls, tokens }: Change) {
  const difference =
    actual === null || hypothetical === null ? null : usdText(microUsd(hypothetical) - microUsd(actual));
  return {
    actual: costText(actual),
    hypothetical: costText(hypothetical),
    difference,
    calls,
    tokens: Number(tokens),
  };
}

/** One row for each key, the greatest difference first. Of sums by one dimension. */
export function changesBy(sums: readonly TwicePricedSum[]): WhatIfRow[] {
  const found = new Map<string, Change>();
  for (const sum of sums) {
    const key = sum.keys[0] ?? '';
    found.set(key, addChange(found.get(key) ?? unchanged, sum));
  }
  const size = ({ actual, hypothetical }: Change) => {
    const difference = (hypothetical ?? 0n) - (actual ?? 0n);
    return difference < 0n ? -difference : difference;
  };
  return [...found]
    .filter(([, { calls }]) => calls > 0)
    .sort(([a, one], [b, other]) => {
      const [first, second] = [size(one), size(other)];
      return first === second ? (a < b ? -1 : 1) : first > second ? -1 : 1;
    })
    .map(([key, change]) => ({ key: key === '' ? null : key, ...presentChange(change) }));
}

/** What lacks either price, by model. */
export function unpricedParts(sums: readonly TwicePricedSum[]): WhatIfCosts['unpriced'] {
  const without = sums.filter(({ actual, hypothetical }) => actual === null || hypothetical === null);
  const models = new Map<string, WhatIfCosts['unpriced']['models'][number]>();
  for (const { actual, hypothetical, model, supposedModel, calls, tokens } of without) {
    const missing = actual !== null ? 'hypothetical' : hypothetical !== null ? 'recorded' : 'both';
    const key = JSON.stringify([model.model, supposedModel.model, model.mode, missing]);
    const before = models.get(key);
    models.set(key, {
      model: model.model,
      missing,
      pricedAs: supposedModel.model,
      mode: model.mode === '' ? null : model.mode,
      calls: (before?.calls ?? 0) + calls,
      tokens: (before?.tokens ?? 0) + Number(tokens),
    });
  }
  return {
    calls: without.reduce((all, { calls }) => all + calls, 0),
    tokens: Number(without.reduce((all, { tokens }) => all + tokens, 0n)),
    models: [...models.values()],
  };
}

/** Part of the input that was read from caches, four places. */
export function recordedCacheRate(sums: readonly TwicePricedSum[]): number | null {
  const input = sums.reduce((all, { usage }) => all + usage.inputTokens, 0n);
  const read = sums.reduce((all, { usage }) => all + usage.cacheReadTokens, 0n);
  return input === 0n ? null : Number((read * 20_000n + input) / (input * 2n)) / 10_000;
}
