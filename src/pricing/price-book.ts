import { BASE_PRICES, basePriceOf } from './base-prices.js';
import { byFit, type Fit, fitOf, isAsWritten } from './price-match.js';
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

/** A price that somebody set, with how closely it fits what was asked. */
interface Fitting {
  readonly override: PriceOverride;
  readonly fit: Fit;
}

/** Calls of one model are asked for again and again, for each day. */
const MOST_REMEMBERED = 5_000;

/** Prices as they were known at one moment: what operators set, before what the bundled list says. */
export class PriceBook {
  private readonly overrides: readonly PriceOverride[];
  private readonly remembered = new Map<string, readonly Fitting[]>();

  /** `knownAt`: only what was known then counts; undefined: what is known now. */
  constructor(overrides: readonly PriceOverride[], knownAt?: number) {
    this.overrides = overrides.filter(({ knownFrom, knownUntil }) =>
      knownAt === undefined
        ? knownUntil === null
        : knownFrom <= knownAt && (knownUntil === null || knownAt < knownUntil),
    );
  }

  priceOf(asked: PricedModel, at: Date): Price {
    const { model, provider, mode, contextBand } = asked;
    const found = this.inForce(asked, at.getTime());
    if (found) {
      const { priceId, rates, model: written } = found.override;
      const source = `override ${priceId}${isAsWritten(found.fit) ? '' : `: ${written}`}`;
      return { priced: true, rates, source, variesWithinDay: false };
    }
    const base = basePriceOf(model, provider === '' ? undefined : provider, at, contextBand);
    if (!base) return { priced: false, reason: 'unknown_model' };
    if (mode !== '') return { priced: false, reason: 'unknown_mode' };
    const source = `${BASE_PRICES}: ${base.provider}/${base.model}`;
    return { priced: true, rates: base.rates, source, variesWithinDay: base.variesWithinDay };
  }

  /** Moments, in milliseconds, at which a price that somebody set begins or ends. */
  boundariesOf(asked: PricedModel): readonly number[] {
    return this.fitting(asked).flatMap(({ override: { effectiveFrom, effectiveUntil } }) => [
      effectiveFrom,
      ...(effectiveUntil === null ? [] : [effectiveUntil]),
    ]);
  }

  /** The closest of those in force. */
  private inForce(asked: PricedModel, at: number): Fitting | undefined {
    return this.fitting(asked).find(
      ({ override: { mode, effectiveFrom, effectiveUntil } }) =>
        (mode === null ? asked.mode === '' : asked.mode === mode) &&
        effectiveFrom <= at &&
        (effectiveUntil === null || at < effectiveUntil),
    );
  }

  /** The closest first; of equals, the one that comes into force last. */
  private fitting({ model, provider }: PricedModel): readonly Fitting[] {
    const key = JSON.stringify([model, provider]);
    let found = this.remembered.get(key);
    if (!found) {
      found = this.overrides
        .flatMap((override) => {
          const fit = fitOf(override, { model, provider });
          return fit ? [{ override, fit }] : [];
        })
        .sort((a, b) => byFit(a.fit, b.fit) || b.override.effectiveFrom - a.override.effectiveFrom);
      if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
      this.remembered.set(key, found);
    }
    return found;
  }
}
