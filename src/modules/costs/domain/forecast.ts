import { linearRegression, mean, quantileSorted } from 'simple-statistics';

/** What was spent on whole days that follow each other, in dollars. */
export interface DailySpending {
  readonly values: readonly number[];
  /** 0 to 6; which day 0 is does not matter. */
  readonly firstWeekday: number;
}

export type ForecastMethod = 'mean' | 'trend_and_weekday';

/** How far the method was off where it had to forecast days that are known by now. */
export interface BackTest {
  /** Forecasts that were made. */
  readonly folds: number;
  /** Days that each was about. */
  readonly horizonDays: number;
  readonly meanAbsoluteError: number;
  /** Of what was spent, on average; null: nothing was. */
  readonly relativeError: number | null;
}

export interface ForecastSum {
  readonly expected: number;
  /** Null: the method was tried too seldom to say. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface Forecaster {
  readonly method: ForecastMethod;
  readonly backTest: BackTest;
  /** What will be spent on the day of that index; the days that are known go from 0 to their number less one. */
  day(index: number): number;
  /** On the days from one index to before the other. */
  sum(from: number, to: number): ForecastSum;
}

/** Part of the forecasts of the back-test that were off by no more than the interval says. */
export const CONFIDENCE = 0.8;
/** Fewer whole days than these say nothing. */
export const MIN_DAYS = 3;
const SEASONAL_DAYS = 14;
/** Fewer forecasts than these say nothing of how far off the next one is. */
const MIN_FOLDS = 3;
const WEEK = 7;

type Model = (index: number) => number;
type Method = (spending: DailySpending) => Model;

const plainMean: Method = ({ values }) => {
  const level = mean([...values]);
  return () => level;
};

/** A straight line and, for each weekday, how far it usually is from the line. */
const trendAndWeekday: Method = ({ values, firstWeekday }) => {
  const weekday = (index: number) => (firstWeekday + index) % WEEK;
  const first = lineThrough(values);
  const off = Array.from({ length: WEEK }, (_, day) => {
    const residuals = values.flatMap((value, index) => (weekday(index) === day ? [value - first(index)] : []));
    return residuals.length === 0 ? 0 : mean(residuals);
  });
  const line = lineThrough(values.map((value, index) => value - off[weekday(index)]!));
  return (index) => Math.max(0, line(index) + off[weekday(index)]!);
};

function lineThrough(values: readonly number[]): Model {
  const { m, b } = linearRegression(values.map((value, index) => [index, value]));
  return (index) => m * index + b;
}

const methods: Readonly<
  Record<ForecastMethod, { readonly fit: Method; readonly minDays: number; readonly minTraining: number }>
> = {
  trend_and_weekday: { fit: trendAndWeekday, minDays: SEASONAL_DAYS, minTraining: 10 },
  mean: { fit: plainMean, minDays: MIN_DAYS, minTraining: 2 },
};

/** Undefined: there is not enough data. Of the methods that have enough of it, the one that was off least. */
export function forecasterOf(spending: DailySpending): Forecaster | undefined {
  const known = spending.values.length;
  const candidates = (Object.keys(methods) as ForecastMethod[])
    .filter((method) => known >= methods[method].minDays)
    .map((method) => ({ method, ...tried(method, spending) }));
  const best = candidates.reduce<(typeof candidates)[number] | undefined>(
    (one, other) => (one && one.backTest.meanAbsoluteError <= other.backTest.meanAbsoluteError ? one : other),
    undefined,
  );
  if (!best) return undefined;
  const { method, backTest, errors } = best;
  const day = methods[method].fit(spending);
  return {
    method,
    backTest,
    day,
    sum(from, to) {
      let expected = 0;
      for (let index = from; index < to; index++) expected += day(index);
      if (backTest.folds < MIN_FOLDS) return { expected, low: null, high: null };
      // What is off on one day is off on the next: errors are taken to grow with the number of days.
      const off = (quantileSorted(errors, CONFIDENCE) * (to - from)) / backTest.horizonDays;
      return { expected, low: Math.max(0, expected - off), high: expected + off };
    },
  };
}

/** Forecasts of known days from the days before them, each as many days as a third of all. */
function tried(method: ForecastMethod, { values, firstWeekday }: DailySpending) {
  const { fit, minTraining } = methods[method];
  const horizonDays = Math.max(1, Math.floor(values.length / 3));
  const errors: number[] = [];
  let actualSum = 0;
  const shortest = Math.max(minTraining, Math.floor(values.length / 3));
  for (let training = shortest; training + horizonDays <= values.length; training++) {
    const model = fit({ values: values.slice(0, training), firstWeekday });
    let [forecast, actual] = [0, 0];
    for (let index = training; index < training + horizonDays; index++) {
      forecast += model(index);
      actual += values[index]!;
    }
    errors.push(Math.abs(actual - forecast));
    actualSum += actual;
  }
  errors.sort((a, b) => a - b);
  const absolute = errors.reduce((sum, error) => sum + error, 0);
  const backTest: BackTest = {
    folds: errors.length,
    horizonDays,
    meanAbsoluteError: errors.length === 0 ? 0 : absolute / errors.length,
    relativeError: actualSum === 0 ? null : absolute / actualSum,
  };
  return { backTest, errors };
}
