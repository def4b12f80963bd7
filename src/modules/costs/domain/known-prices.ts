import type { PriceBookEvent, PriceData } from '../../../events/price-book.events.js';
import type { PriceOverride } from '../../../pricing/price-book.js';

/** Every price that was ever set, with the time in which it was held to be right. */
export type KnownPrices = readonly PriceOverride[];

export function evolveKnownPrices(known: KnownPrices, event: PriceBookEvent, recordedAt: Date): KnownPrices {
  if (event.type === 'CostsRepriced') return known;
  const { priceId, price } = event.data;
  const at = recordedAt.getTime();
  const before = known.map((one) =>
    one.priceId === priceId && one.knownUntil === null ? { ...one, knownUntil: at } : one,
  );
  return event.type === 'PriceChanged' ? [...before, overrideOf(priceId, price, at)] : before;
}

/** Those that were held to be right at a time; undefined: now. */
export function knownAt(known: KnownPrices, at: number | undefined): KnownPrices {
  return known.filter(({ knownFrom, knownUntil }) =>
    at === undefined ? knownUntil === null : knownFrom <= at && (knownUntil === null || at < knownUntil),
  );
}

function overrideOf(priceId: string, price: PriceData, knownFrom: number): PriceOverride {
  const { model, provider, mode, rates, effectiveFrom, effectiveUntil } = price;
  return {
    priceId,
    model,
    provider,
    mode,
    rates,
    effectiveFrom: Date.parse(effectiveFrom),
    effectiveUntil: effectiveUntil === null ? null : Date.parse(effectiveUntil),
    knownFrom,
    knownUntil: null,
  };
}
