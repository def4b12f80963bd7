import { CompensatedSum } from './kahan.js';
import type { RangeFunction, Window } from './range-vector.js';

export const deriv: RangeFunction = (window) =>
  window.to - window.from < 2 ? undefined : line(window, window.times[window.from]!).slope;

export const predictLinear: RangeFunction = (window) => {
  if (window.to - window.from < 2) return undefined;
  const { slope, intercept } = line(window, window.evaluatedAtMs);
  return slope * window.args[0]! + intercept;
};

/** The line of least squares through the samples: per second, and its value at `originMs`. */
function line({ times, values, from, to }: Window, originMs: number): { slope: number; intercept: number } {
  const first = values[from]!;
  let isLevel = true;
  const sumX = new CompensatedSum();
  const sumY = new CompensatedSum();
  const sumXY = new CompensatedSum();
  const sumXX = new CompensatedSum();
  for (let index = from; index < to; index++) {
    const x = (times[index]! - originMs) / 1000;
    const y = values[index]!;
    if (y !== first) isLevel = false;
    sumX.add(x);
    sumY.add(y);
    sumXY.add(x * y);
    sumXX.add(x * x);
  }
  if (isLevel)
    return Number.isFinite(first) ? { slope: 0, intercept: first } : { slope: Number.NaN, intercept: Number.NaN };
  const count = to - from;
  const covariance = sumXY.total - (sumX.total * sumY.total) / count;
  const variance = sumXX.total - (sumX.total * sumX.total) / count;
  const slope = covariance / variance;
  return { slope, intercept: sumY.total / count - (slope * sumX.total) / count };
}
