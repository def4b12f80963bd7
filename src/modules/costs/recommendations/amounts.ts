import { type ExactCost, microUsd, usdText } from '../../../pricing/cost.js';
import type { Saving } from './finding.js';

const MILLIONTHS = 1_000_000n;

/** A part, 0 to 1 (six places count), of an exact amount. */
export function partOf(amount: bigint, part: number): bigint {
  return (amount * BigInt(Math.round(part * Number(MILLIONTHS)))) / MILLIONTHS;
}

export function partsOf(amount: bigint, { low, expected, high }: Readonly<Record<keyof Saving, number>>): Saving {
  return { low: partOf(amount, low), expected: partOf(amount, expected), high: partOf(amount, high) };
}

/** Of which the expected saving is in the middle. */
export function between(low: bigint, high: bigint): Saving {
  return { low, expected: (low + high) / 2n, high };
}

export function sumOf<Item>(items: readonly Item[], amountOf: (item: Item) => bigint): bigint {
  return items.reduce((sum, item) => sum + amountOf(item), 0n);
}

export function usd(amount: bigint): string {
  return usdText(microUsd(amount as ExactCost));
}

/** Whole number of halves up; `parts` above 0. */
export function perOne(amount: bigint, parts: number): bigint {
  const whole = BigInt(parts);
  return (2n * amount + whole) / (2n * whole);
}

/** Four places; null: of nothing. */
export function share(part: number | bigint, whole: number | bigint): number | null {
  return Number(whole) > 0 ? Math.round((Number(part) / Number(whole)) * 10_000) / 10_000 : null;
}

export function percentText(rate: number): string {
  return `${Number((100 * rate).toFixed(1))} %`;
}

export function groupedBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): readonly (readonly [Key, readonly Item[]])[] {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups];
}
