import { labelNumber } from '../../../promql/label-number.js';
import { Labels, METRIC_NAME } from '../../../promql/labels.js';
import type { MetricFamily } from '../metric-families.js';
import { type HistogramState, quantileOf, type SummaryState } from '../metric-series.row.js';

type State = HistogramState | SummaryState | null;

/** A series as it was from a grid time on: the numbers of its lines in `/metrics`, in the order of `exposedLabels`. */
export interface SeriesVersion {
  /** Milliseconds; the first scrape that sees it. */
  readonly at: number;
  readonly numbers: readonly number[];
  /** Of a summary: the observations behind its quantiles, without which it cannot be merged with another. */
  readonly window: readonly number[] | undefined;
}

/** Names under which a family's lines appear in `/metrics`. */
export function exposedNames({ name, kind }: MetricFamily): readonly string[] {
  switch (kind) {
    case 'counter':
    case 'gauge':
      return [name];
    case 'histogram':
      return [`${name}_bucket`, `${name}_sum`, `${name}_count`];
    case 'summary':
      return [name, `${name}_sum`, `${name}_count`];
  }
}

/** The labels of each line that `/metrics` has for one series, the name included. */
export function exposedLabels(family: MetricFamily, values: readonly string[]): readonly Labels[] {
  const own = Object.fromEntries(family.labels.map((label, index) => [label, values[index] ?? '']));
  const line = (name: string, more: Readonly<Record<string, string>> = {}) =>
    Labels.of({ ...own, ...more, [METRIC_NAME]: name });
  const { name } = family;
  const totals = () => [line(`${name}_sum`), line(`${name}_count`)];
  switch (family.kind) {
    case 'counter':
    case 'gauge':
      return [line(name)];
    case 'histogram': {
      const bounds = [...(family.buckets ?? []), Number.POSITIVE_INFINITY];
      return [...bounds.map((bound) => line(`${name}_bucket`, { le: labelNumber(bound) })), ...totals()];
    }
    case 'summary':
      return [...(family.quantiles ?? []).map((q) => line(name, { quantile: labelNumber(q) })), ...totals()];
  }
}

/** A version of a series from its row. */
export function versionOf(family: MetricFamily, at: number, value: number, state: State): SeriesVersion {
  if (family.kind === 'histogram') {
    const { counts, sum } = state as HistogramState;
    let cumulative = 0;
    const buckets = Array.from(
      { length: (family.buckets?.length ?? 0) + 1 },
      (_, index) => (cumulative += counts[index] ?? 0),
    );
    return { at, numbers: [...buckets, sum, value], window: undefined };
  }
  if (family.kind === 'summary') {
    const { window, sum } = state as SummaryState;
    return { at, numbers: summaryNumbers(family, window, sum, value), window };
  }
  return { at, numbers: [value], window: undefined };
}

function summaryNumbers(family: MetricFamily, window: readonly number[], sum: number, count: number): number[] {
  return [...(family.quantiles ?? []).map((q) => quantileOf(window, q) ?? Number.NaN), sum, count];
}

/** Several series that `/metrics` shows as one, because their label values are beyond the cap. */
export function merged(family: MetricFamily, at: number, members: readonly SeriesVersion[]): SeriesVersion {
  const [first, ...others] = members;
  if (others.length === 0) return { ...first!, at };
  const sums = others.reduce<readonly number[]>(
    (total, { numbers }) => total.map((number, index) => number + numbers[index]!),
    first!.numbers,
  );
  if (family.kind !== 'summary') return { at, numbers: sums, window: undefined };
  const window = members.flatMap((member) => member.window ?? []);
  return { at, numbers: summaryNumbers(family, window, sums.at(-2)!, sums.at(-1)!), window };
}
