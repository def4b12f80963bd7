import type { ChartSeries } from '../../../charts/chart-series';
import type { Budget } from './budget-card';

type Part = Pick<Budget, 'from' | 'to' | 'amount' | 'used' | 'burnDown' | 'projected'>;

/** What was used at the end of each day, and from now on what is expected at the end of the period. */
export function burnDownLines(budget: Part, readAt: number): { times: readonly number[]; series: ChartSeries[] } {
  const { burnDown, projected, used } = budget;
  const [from, to] = [Date.parse(budget.from), Date.parse(budget.to)];
  const ends = burnDown.map((_, index) => {
    const next = burnDown[index + 1];
    return next ? Date.parse(next.from) : Math.min(Math.max(readAt, from + 1_000), to - 1_000);
  });
  const times = [from, ...ends, to].map((at) => at / 1000);
  const pastOf = (last: number | null) => [0, ...burnDown.map((day) => Number(day.used)), last];
  const toCome = (end: string | null) =>
    times.map((_, index) =>
      index === times.length - 1
        ? end === null
          ? null
          : Number(end)
        : index === times.length - 2
          ? Number(used)
          : null,
    );
  return {
    times,
    series: [
      { key: 'used', label: 'Used', values: pastOf(null), colour: 'var(--series-0)' },
      ...(projected
        ? [
            {
              key: 'expected',
              label: 'Expected',
              values: toCome(projected.expected),
              colour: 'var(--ink-soft)',
              dash: [5, 4],
              ...(projected.low === null || projected.high === null
                ? {}
                : { band: { low: toCome(projected.low), high: toCome(projected.high) } }),
            },
          ]
        : []),
    ],
  };
}
