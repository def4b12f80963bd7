import { createHash } from 'node:crypto';
import type { PricedModel } from '../../pricing/price-book.js';
import { pricedModelOf, type PricedTokens } from '../../pricing/priced-tokens.js';
import { startOfDay } from './whole-days.js';

/** What a run used: by UTC day and all that decides on the price. */
export type RunUsage = Readonly<Record<string, PricedTokens>>;

interface RunUsageKey extends PricedModel {
  readonly dayMs: number;
}

export function runUsageKeyText(call: Parameters<typeof pricedModelOf>[0], at: Date): string {
  const { model, provider, mode, contextBand } = pricedModelOf(call);
  return JSON.stringify([startOfDay(at).getTime(), model, provider, mode, contextBand]);
}

export function runUsageKeyOf(text: string): RunUsageKey {
  const [dayMs, model, provider, mode, contextBand] = JSON.parse(text) as [number, string, string, string, number];
  return { dayMs, model, provider, mode, contextBand };
}

/**
 * A name of what was used, apart from when and how much: whether all that a run used has a price is the same for all
 * runs of one name. Short, however many models there are: the models are those of the rows that have it.
 */
export function modelSetOf(usage: RunUsage): string {
  const models = Object.keys(usage).map((text) => {
    const { model, provider, mode, contextBand } = runUsageKeyOf(text);
    return JSON.stringify([model, provider, mode, contextBand]);
  });
  const different = [...new Set(models)].sort();
  return createHash('sha256').update(different.join('\n')).digest('base64url').slice(0, 22);
}
