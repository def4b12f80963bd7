import type { CostSearch } from './cost-search';

/** The report as it is, for links that change one thing of it. */
export function keptSearch({ filters, period, month, isRange, tz, dimension, trend }: CostSearch) {
  const entries: [string, string | string[] | undefined][] = [
    ['period', period === 'monthly' ? undefined : period],
    ['month', month],
    ['span', isRange ? 'range' : undefined],
    ['tz', tz === 'UTC' ? undefined : tz],
    ['by', dimension.by],
    ['trend', trend],
    ...Object.entries(filters.values),
  ];
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Record<string, string | string[]>;
}
