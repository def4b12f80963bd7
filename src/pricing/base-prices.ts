import { calcPrice, type ModelPrice, type TieredPrices } from '@pydantic/genai-prices';
import { readModelName } from './model-names.js';
import type { Rates } from './rates.js';

/** The bundled prices: a dated package, so that the same version always says the same. */
export const BASE_PRICES = 'genai-prices 0.1.8';

/**
 * Numbers of input tokens beyond which some model is dearer, ascending: a call with more has the price of the next band.
 * All that the bundled prices have; a test holds them against each other.
 */
export const CONTEXT_THRESHOLDS = [128_000, 199_999, 200_000, 271_999, 272_000, 512_000] as const;

/** How many thresholds a call's input is beyond: calls of one band have the same price per token. */
export function contextBandOf(inputTokens: number): number {
  let band = 0;
  while (band < CONTEXT_THRESHOLDS.length && inputTokens > CONTEXT_THRESHOLDS[band]!) band++;
  return band;
}

export interface BasePrice {
  readonly rates: Rates;
  /** What the name was taken to mean. */
  readonly model: string;
  readonly provider: string;
  /** It depends on the time of the day. */
  readonly variesWithinDay: boolean;
}

/** A list price at a moment, for calls of a context band; undefined for a model that the list does not know. */
export function basePriceOf(
  model: string,
  provider: string | undefined,
  at: Date,
  contextBand: number,
): BasePrice | undefined {
  const found =
    (provider === undefined ? null : looked(model, at, provider)) ??
    looked(model, at, undefined) ??
    (bedrockId.test(model) ? looked(model, at, 'aws') : null) ??
    looked(withoutPrefix(model), at, undefined) ??
    ofProviderInName(model, at);
  if (!found) return undefined;
  const { model_price: price } = found;
  const [input, output] = [rateOf(price, 'input_mtok', contextBand), rateOf(price, 'output_mtok', contextBand)];
  // Prices per image, per second or per request say nothing of tokens.
  if (input === null || output === null) return undefined;
  return {
    rates: {
      input,
      output,
      cacheRead: rateOf(price, 'cache_read_mtok', contextBand),
      cacheWrite: rateOf(price, 'cache_write_mtok', contextBand),
      cacheWrite1h: rateOf(price, 'cache_write_1h_mtok', contextBand),
    },
    model: found.model.id,
    provider: found.provider.id,
    variesWithinDay:
      Array.isArray(found.model.prices) &&
      found.model.prices.some(({ constraint }) => constraint?.type === 'time_of_date'),
  };
}

function looked(model: string, timestamp: Date, providerId: string | undefined) {
  try {
    return calcPrice({ input_tokens: 0, output_tokens: 0 }, model, {
      timestamp,
      ...(providerId === undefined ? {} : { providerId }),
    });
  } catch {
    // It throws for a provider that it does not know.
    return null;
  }
}

/** Names that Amazon Bedrock alone gives: `us.anthropic.claude-sonnet-4-20250514-v1:0`. */
const bedrockId = /^(?:[a-z]{2,6}\.)?[a-z0-9]+\.[\w.-]+:\d+$/;

/** `openrouter/anthropic/claude-opus-4-5` and `anthropic:claude-opus-4-5` name a route, then the model. */
function withoutPrefix(model: string): string {
  return model.replace(/^(?:[a-z][\w.-]*[/:])+(?=[\w.-]+$)/i, '');
}

/** `bedrock/us.anthropic.claude-opus-4-5-20251101-v1:0`, `vertex_ai/claude-opus-4-5@20251101`. */
function ofProviderInName(model: string, at: Date) {
  const { bare, providers, listed } = readModelName(model);
  if (!listed) return null;
  for (const provider of [...providers, undefined]) {
    const found = looked(bare, at, provider);
    if (found) return found;
  }
  return null;
}

function rateOf(price: ModelPrice, key: string, contextBand: number): string | null {
  const given = price[key];
  if (given === undefined) return null;
  return decimal(typeof given === 'number' ? given : tiered(given, contextBand));
}

function tiered({ base, tiers }: TieredPrices, contextBand: number): number {
  const beyond = contextBand === 0 ? -1 : CONTEXT_THRESHOLDS[contextBand - 1]!;
  return tiers.reduce((rate, { start, price }) => (start <= beyond ? price : rate), base);
}

/** Never with an exponent. */
function decimal(rate: number): string {
  return rate.toFixed(9).replace(/\.?0+$/, '');
}
