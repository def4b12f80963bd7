/** Prometheus' own answers, which its documentation defines, not ours. */
export interface RangeSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** One for each of the `times`; null where it has none. */
  readonly values: readonly (number | null)[];
}

export interface RangeAnswer {
  /** Seconds since 1970, one step apart; the last may be nearer. */
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

/** What to ask for, so that an answer reaches to the end of the range. */
export interface Steps {
  readonly steps: AskedRange;
  /** The end, unless a step stands there. */
  readonly last: AskedRange | undefined;
}

/** Whole multiples of the step up to the end; nothing lies after it, as nobody knows what will be. */
export function stepsOf(from: number, to: number, step: number): Steps {
  const end = Math.floor(to / step) * step;
  const start = Math.min(Math.floor(from / step) * step, end);
  return { steps: { start, end, step }, last: to > end ? { start: to, end: to, step } : undefined };
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

/**
 * The same, with one more instant after the last step: steps stand still while time goes on, and the present lies between
 * two of them. A series that only one of both has is unknown in the other.
 */
export function withLastInstant(steps: RangeAnswer, last: RangeAnswer): RangeAnswer {
  const newest = new Map(
    last.series.map(({ labels, values }) => [nameOf(labels), { labels, value: values[0] ?? null }]),
  );
  const known = steps.series.map(({ labels, values }) => {
    const name = nameOf(labels);
    const value = newest.get(name)?.value ?? null;
    newest.delete(name);
    return { labels, values: [...values, value] };
  });
  const before = steps.times.map(() => null);
  const fresh = [...newest.values()].map(({ labels, value }) => ({ labels, values: [...before, value] }));
  return {
    ...steps,
    times: [...steps.times, ...last.times],
    series: [...known, ...fresh],
    warnings: [...new Set([...steps.warnings, ...last.warnings])],
  };
}

const nameOf = (labels: Readonly<Record<string, string>>) =>
  JSON.stringify(Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)));

/** Steps that divide the hour and the day, so that neighbouring ranges ask for the same instants. */
const niceSteps = [15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400];

const PIXELS_OF_A_STEP = 2;

/** The step that gives a chart of this width as many points as can be told apart, and no more. */
export function stepFor(spanSeconds: number, width: number): number {
  const wanted = spanSeconds / Math.max(30, width / PIXELS_OF_A_STEP);
  return niceSteps.find((step) => step >= wanted) ?? 86_400;
}
