import { median } from 'simple-statistics';
import { SIGNIFICANCE_LEVEL } from './proportions.js';

/** One stretch of time, with how many runs its value rests on. */
export interface TrendValue {
  readonly value: number;
  readonly runs: number;
}

/** Where a series goes over to another level; `index` is the first value of the new one. */
interface ChangePoint {
  readonly index: number;
  /** Medians of the values between this change and its neighbours. */
  readonly before: number;
  readonly after: number;
  readonly runsBefore: number;
  readonly runsAfter: number;
  readonly pValue: number;
}

/** With fewer values than this, not even a clean step would be significant. */
export const FEWEST_VALUES = 11;
/** On either side of a change. */
const FEWEST_VALUES_A_SIDE = 3;
export const FEWEST_RUNS_A_SIDE = 20;

interface Split {
  readonly index: number;
  readonly pValue: number;
}

/**
 * Changes of level, by Pettitt's test on ranks (no distribution is taken for granted, and single outliers do not
 * matter), the clearest first and then within each part again, until nothing significant is left.
 */
export function changePoints(values: readonly TrendValue[]): readonly ChangePoint[] {
  const splits = splitsOf(values, 0).toSorted((one, other) => one.index - other.index);
  return splits.map(({ index, pValue }, place) => {
    const before = values.slice(splits[place - 1]?.index ?? 0, index);
    const after = values.slice(index, splits[place + 1]?.index ?? values.length);
    return {
      index,
      before: median(before.map(({ value }) => value)),
      after: median(after.map(({ value }) => value)),
      runsBefore: runsOf(before),
      runsAfter: runsOf(after),
      pValue,
    };
  });
}

function splitsOf(values: readonly TrendValue[], offset: number): readonly Split[] {
  const found = pettitt(values.map(({ value }) => value));
  if (found === undefined || found.pValue >= SIGNIFICANCE_LEVEL) return [];
  const [before, after] = [values.slice(0, found.index), values.slice(found.index)];
  if ([before, after].some((side) => side.length < FEWEST_VALUES_A_SIDE || runsOf(side) < FEWEST_RUNS_A_SIDE))
    return [];
  const here = { index: offset + found.index, pValue: found.pValue };
  return [here, ...splitsOf(before, offset), ...splitsOf(after, here.index)];
}

/** The place where the values before and after differ most in rank; undefined with too few values. */
export function pettitt(values: readonly number[]): Split | undefined {
  const count = values.length;
  if (count < FEWEST_VALUES) return undefined;
  let [sum, largest, index] = [0, 0, 0];
  for (const [place, value] of values.entries()) {
    sum += values.reduce((ranks, other) => ranks + Math.sign(value - other), 0);
    if (Math.abs(sum) > largest) [largest, index] = [Math.abs(sum), place + 1];
  }
  if (largest === 0) return undefined;
  return { index, pValue: Math.min(1, 2 * Math.exp((-6 * largest ** 2) / (count ** 3 + count ** 2))) };
}

function runsOf(values: readonly TrendValue[]): number {
  return values.reduce((sum, { runs }) => sum + runs, 0);
}
