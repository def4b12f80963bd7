import type { Price, PriceBook, PricedModel } from './price-book.js';

/** A stretch of time with one price. Times in milliseconds, `toMs` exclusive. */
export interface PricePeriod {
  readonly fromMs: number;
  readonly toMs: number;
  readonly price: Price;
}

const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/**
 * The prices of a model over a range, as stretches that follow each other without a gap. The bundled list changes prices
 * at midnight, UTC, or at times of the day that are whole quarters of an hour; what operators set begins and ends at such.
 */
export function pricePeriods(
  book: PriceBook,
  asked: PricedModel,
  fromMs: number,
  toMs: number,
): readonly PricePeriod[] {
  const periods: PricePeriod[] = [];
  const moments = new Set([fromMs, ...book.boundariesOf(asked).filter((at) => at > fromMs && at < toMs)]);
  for (let day = Math.ceil(fromMs / DAY_MS) * DAY_MS; day < toMs; day += DAY_MS) moments.add(day);
  const coarse = [...moments].sort((a, b) => a - b);
  for (const [index, start] of coarse.entries()) {
    const end = coarse[index + 1] ?? toMs;
    const price = book.priceOf(asked, new Date(start));
    if (!price.priced || !price.variesWithinDay) {
      extend(periods, { fromMs: start, toMs: end, price });
      continue;
    }
    for (let quarter = start; quarter < end; quarter = nextQuarter(quarter)) {
      const until = Math.min(end, nextQuarter(quarter));
      extend(periods, { fromMs: quarter, toMs: until, price: book.priceOf(asked, new Date(quarter)) });
    }
  }
  return periods;
}

function nextQuarter(ms: number): number {
  return (Math.floor(ms / QUARTER_MS) + 1) * QUARTER_MS;
}

/** Neighbours of one price are one stretch. */
function extend(periods: PricePeriod[], next: PricePeriod): void {
  const last = periods.at(-1);
  if (last && JSON.stringify(last.price) === JSON.stringify(next.price))
    periods[periods.length - 1] = { ...last, toMs: next.toMs };
  else periods.push(next);
}
