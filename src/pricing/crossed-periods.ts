import type { Price } from './price-book.js';
import type { PricePeriod } from './price-periods.js';

/** A stretch of time in which both of two models have one price each. */
export interface CrossedPeriod extends PricePeriod {
  readonly otherPrice: Price;
}

/** Two lists of periods over the same range, as stretches in which neither price changes. */
export function crossedPeriods(one: readonly PricePeriod[], other: readonly PricePeriod[]): readonly CrossedPeriod[] {
  const crossed: CrossedPeriod[] = [];
  for (let first = 0, second = 0; first < one.length && second < other.length;) {
    const [left, right] = [one[first]!, other[second]!];
    const fromMs = Math.max(left.fromMs, right.fromMs);
    const toMs = Math.min(left.toMs, right.toMs);
    if (fromMs < toMs) crossed.push({ fromMs, toMs, price: left.price, otherPrice: right.price });
    if (left.toMs === toMs) first++;
    if (right.toMs === toMs) second++;
  }
  return crossed;
}
