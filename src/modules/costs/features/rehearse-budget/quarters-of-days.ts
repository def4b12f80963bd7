import type { Calendar } from '../../calendar.js';
import type { Spending } from '../../domain/budget-rehearsal.js';
import type { UsageAtPrices } from '../../usage/priced-usage.service.js';

const QUARTER_MS = 15 * 60_000;

/** What was spent on each quarter of an hour of these days, by the beginning of the day in milliseconds. */
export async function quartersOf(
  days: readonly Date[],
  calendar: Calendar,
  usage: UsageAtPrices,
): Promise<ReadonlyMap<number, readonly Spending[]>> {
  if (days.length === 0) return new Map();
  const dayOf = new Map<number, number>();
  // Stretches follow each other: what lies between two of the days is one of its own, and of no interest.
  const starts = new Set<number>();
  for (const from of days) {
    const end = calendar.plusDays(from, 1).getTime();
    for (let at = from.getTime(); at < end; at += QUARTER_MS) {
      starts.add(at);
      dayOf.set(at, from.getTime());
    }
    starts.add(end);
  }
  const ascending = [...starts].sort((a, b) => a - b);
  const spent = new Map<number, bigint>();
  for (const { bucket, cost } of await usage.sum(
    [],
    ascending.map((at) => new Date(at)),
  )) {
    const at = ascending[bucket];
    if (at !== undefined) spent.set(at, (spent.get(at) ?? 0n) + (cost ?? 0n));
  }
  const quarters = new Map<number, Spending[]>();
  for (const at of ascending) {
    const day = dayOf.get(at);
    if (day === undefined) continue;
    const known = quarters.get(day) ?? [];
    known.push({ from: new Date(at), exact: spent.get(at) ?? 0n });
    quarters.set(day, known);
  }
  return quarters;
}
