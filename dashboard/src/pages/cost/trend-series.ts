import type { ChartSeries } from '../../charts/chart-series';
import type { CostReport } from './cost-search';
import { type DimensionName, keyWords } from './dimensions';

export interface TrendChart {
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly range: { readonly from: number; readonly to: number };
}

/** Quieter than any name, yet seen in the dark. */
const OTHERS = 'color-mix(in srgb, var(--ink-soft) 45%, var(--surface))';

/** The series of a report as a chart draws them, up to now: what is to come is not 0. */
export function trendChart(report: CostReport, by: DimensionName, now: number): TrendChart {
  const past = report.periods.filter(({ from }) => Date.parse(from) <= now);
  const drawn = (costs: readonly (string | null)[]) =>
    costs.slice(0, past.length).map((cost) => (cost === null ? null : Number(cost)));
  const { rows = [], others = null } = report.series ?? {};
  return {
    times: past.map(({ from }) => Date.parse(from) / 1000),
    series: [
      ...rows.map(({ key, costs }) => ({
        key: key ?? `no ${by}`,
        label: keyWords(by, key),
        values: drawn(costs),
        ...(key === null ? { colour: 'var(--ink-soft)' } : {}),
      })),
      ...(others === null
        ? []
        : [{ key: 'others', label: `${others.keys} others`, values: drawn(others.costs), colour: OTHERS }]),
    ],
    range: rangeOf(past),
  };
}

/** Bars stand around the beginnings of their periods. */
function rangeOf(periods: CostReport['periods']): TrendChart['range'] {
  const halfOf = (period: CostReport['periods'][number] | undefined) =>
    period ? (Date.parse(period.to) - Date.parse(period.from)) / 2_000 : 0;
  const [first, last] = [periods[0], periods.at(-1)];
  return {
    from: Date.parse(first?.from ?? '') / 1000 - halfOf(first),
    to: Date.parse(last?.from ?? '') / 1000 + halfOf(last),
  };
}
