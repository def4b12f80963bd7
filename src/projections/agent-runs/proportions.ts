import { errorFunction } from 'simple-statistics';

/** Of the standard normal distribution, what leaves 2.5 % at either end. */
const Z_95 = 1.959963984540054;

/** The part that is taken for chance: below it, a difference is called significant. */
export const SIGNIFICANCE_LEVEL = 0.05;

/** How often each outcome must be expected of each side for the normal distribution to be near enough. */
export const EXPECTED_AT_LEAST = 5;

export interface Proportion {
  readonly successes: number;
  readonly trials: number;
}

interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Null where there is nothing to divide by. */
export function ratioOf(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

/** Wilson's 95 % interval of a rate: holds with few trials too, and never leaves 0 to 1. Null without trials. */
export function wilsonInterval({ successes, trials }: Proportion): Interval | null {
  if (trials <= 0) return null;
  const rate = successes / trials;
  const square = Z_95 ** 2;
  const scale = 1 + square / trials;
  const middle = (rate + square / (2 * trials)) / scale;
  const half = (Z_95 / scale) * Math.sqrt((rate * (1 - rate)) / trials + square / (4 * trials ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** What a two-proportion z-test answers; `too_few`: too little is expected of a side for it to hold. */
type ProportionTest =
  | { readonly kind: 'tested'; readonly z: number; readonly pValue: number }
  | { readonly kind: 'too_few' }
  | { readonly kind: 'no_trials' };

/** Whether two rates differ: z of the first less the second with the pooled rate, and how likely as much is by chance. */
export function twoProportionTest(one: Proportion, other: Proportion): ProportionTest {
  if (one.trials <= 0 || other.trials <= 0) return { kind: 'no_trials' };
  const pooled = (one.successes + other.successes) / (one.trials + other.trials);
  const leastExpected = Math.min(one.trials, other.trials) * Math.min(pooled, 1 - pooled);
  if (leastExpected < EXPECTED_AT_LEAST) return { kind: 'too_few' };
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / one.trials + 1 / other.trials));
  const z = (one.successes / one.trials - other.successes / other.trials) / error;
  return { kind: 'tested', z, pValue: Math.min(1, Math.max(0, 1 - errorFunction(Math.abs(z) / Math.SQRT2))) };
}
