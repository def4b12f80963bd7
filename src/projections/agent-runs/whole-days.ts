import type { Period } from '../../platform/http/analytics-period.js';

export const DAY_MS = 86_400_000;

/** A period as the whole UTC days within it, which sums by day can answer, and what is left of it at its edges. */
interface DividedPeriod {
  /** Null: not one whole day is within it. */
  readonly whole: Period | null;
  readonly edges: readonly Period[];
}

export function dividedByDays({ from, to }: Period): DividedPeriod {
  const first = new Date(Math.ceil(from.getTime() / DAY_MS) * DAY_MS);
  const last = startOfDay(to);
  if (first >= last) return { whole: null, edges: [{ from, to }] };
  const edges = [
    { from, to: first },
    { from: last, to },
  ].filter((edge) => edge.from < edge.to);
  return { whole: { from: first, to: last }, edges };
}

export function startOfDay(at: Date): Date {
  return new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);
}
