/** Prometheus' own answers, which its documentation defines, not ours. */
export interface RangeSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** One for each of the `times`; null where it has none. */
  readonly values: readonly (number | null)[];
}

export interface RangeAnswer {
  /** Seconds since 1970, one step apart. */
  readonly times: readonly number[];
  readonly series: readonly RangeSeries[];
  readonly stepSeconds: number;
  /** What the service remarks, such as that a series has been cut. */
  readonly warnings: readonly string[];
}

interface Matrix {
  readonly data: {
    readonly resultType: string;
    readonly result: readonly {
      readonly metric: Record<string, string>;
      readonly values: readonly [number, string][];
    }[];
  };
  readonly warnings?: readonly string[];
}

export interface AskedRange {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** Puts all series on one row of times, as charts want them. */
export function readMatrix(answer: unknown, { start, end, step }: AskedRange): RangeAnswer {
  const { data, warnings = [] } = answer as Matrix;
  const count = Math.floor((end - start) / step) + 1;
  const times = Array.from({ length: count }, (_, index) => start + index * step);
  const series = data.result.map(({ metric, values }) => {
    const row: (number | null)[] = Array.from({ length: count }, () => null);
    for (const [at, text] of values) {
      const value = Number(text);
      const index = Math.round((at - start) / step);
      if (index >= 0 && index < count) row[index] = Number.isFinite(value) ? value : null;
    }
    return { labels: metric, values: row };
  });
  return { times, series, stepSeconds: step, warnings };
}

export interface InstantSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The answer of an instant query, scalars included. */
export function readVector(answer: unknown): InstantSample[] {
  const { data } = answer as {
    data: {
      resultType: string;
      result: { metric: Record<string, string>; value: [number, string] }[] | [number, string];
    };
  };
  if (data.resultType === 'scalar' || data.resultType === 'string') {
    return [{ labels: {}, value: Number((data.result as [number, string])[1]) }];
  }
  return (data.result as { metric: Record<string, string>; value: [number, string] }[]).map(({ metric, value }) => ({
    labels: metric,
    value: Number(value[1]),
  }));
}

/** Steps that divide the hour and the day, so that neighbouring ranges ask for the same instants. */
const niceSteps = [15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400];

/** The step that gives a chart of this width a point every few pixels, and no more. */
export function stepFor(spanSeconds: number, width: number): number {
  const wanted = spanSeconds / Math.max(30, width / 4);
  return niceSteps.find((step) => step >= wanted) ?? 86_400;
}
