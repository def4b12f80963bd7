import { BASE_PRICES, basePriceOf } from './base-prices.js';
import type { Rates } from './rates.js';

/** What decides on a price, besides the moment. Empty texts: nothing was said. */
export interface PricedModel {
  readonly model: string;
  readonly provider: string;
  /** `fast`, `batch`, `priority`; empty for what everybody gets. */
  readonly mode: string;
  readonly contextBand: number;
}

/** A price that somebody set. Times in milliseconds. */
export interface PriceOverride {
  readonly priceId: string;
  readonly model: string;
  /** Null: whoever provides it. */
  readonly provider: string | null;
  /** Null: of the ordinary mode. */
  readonly mode: string | null;
  readonly rates: Rates;
  readonly effectiveFrom: number;
  /** Exclusive; null: for ever. */
  readonly effectiveUntil: number | null;
  /** Since when it is known, and until when it was held to be right. */
  readonly knownFrom: number;
  readonly knownUntil: number | null;
}

export type Price =
  | {
      readonly priced: true;
      readonly rates: Rates;
      readonly source: string;
      /** It may be another one at another time of the same day. */
      readonly variesWithinDay: boolean;
    }
  /** `unknown_model`: nobody has a price of it; `unknown_mode`: nobody has one of it in this mode. Never guessed. */
  | { readonly priced: false; readonly reason: 'unknown_model' | 'unknown_mode' };

const ordinary: ReadonlySet<string> = new Set(['', 'standard', 'default', 'auto', 'normal', 'on_demand']);

/** The mode that a call's service tier and speed come to. */
export function modeOf(serviceTier: string, speed: string): string {
  const named = [speed, serviceTier].map((word) => word.toLowerCase()).find((word) => !ordinary.has(word));
  return named ?? '';
}

/** Prices as they were known at one moment: what operators set, before what the bundled list says. */
export class PriceBook {
  private readonly overrides: readonly PriceOverride[];

  /** `knownAt`: only what was known then counts; undefined: what is known now. */
  constructor(overrides: readonly PriceOverride[], knownAt?: number) {
    this.overrides = overrides.filter(({ knownFrom, knownUntil }) =>
      knownAt === undefined
        ? knownUntil === null
        : knownFrom <= knownAt && (knownUntil === null || knownAt < knownUntil),
    );
  }

  priceOf({ model, provider, mode, contextBand }: PricedModel, at: Date): Price {
    const override = this.overrideOf(model, provider, mode, at.getTime());
    if (override)
      return { priced: true, rates: override.rates, source: `override ${override.priceId}`, variesWithinDay: false };
    const base = basePriceOf(model, provider === '' ? undefined : provider, at, contextBand);
    if (!base) return { priced: false, reason: 'unknown_model' };
    if (mode !== '') return { priced: false, reason: 'unknown_mode' };
    const source = `${BASE_PRICES}: ${base.provider}/${base.model}`;
    return { priced: true, rates: base.rates, source, variesWithinDay: base.variesWithinDay };
  }

  /** Moments, in milliseconds, at which a price that somebody set begins or ends. */
  boundariesOf(model: string): readonly number[] {
    return this.overrides
      .filter((one) => one.model.toLowerCase() === model.toLowerCase())
      .flatMap(({ effectiveFrom, effectiveUntil }) => [
        effectiveFrom,
        ...(effectiveUntil === null ? [] : [effectiveUntil]),
      ]);
  }

  /** The most particular of those in force; of equals, the one that came into force last. */
  private overrideOf(model: string, provider: string, mode: string, at: number): PriceOverride | undefined {
    const inForce = this.overrides.filter(
      (one) =>
        one.model.toLowerCase() === model.toLowerCase() &&
        (one.provider === null || one.provider === provider) &&
        (one.mode === null ? mode === '' : one.mode === mode) &&
        one.effectiveFrom <= at &&
        (one.effectiveUntil === null || at < one.effectiveUntil),
    );
    const rank = ({ provider: own, effectiveFrom }: PriceOverride) => [own === null ? 0 : 1, effectiveFrom] as const;
    return inForce.sort((a, b) => rank(b)[0] - rank(a)[0] || rank(b)[1] - rank(a)[1])[0];
  }
}
