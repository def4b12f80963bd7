import { CompensatedMean, CompensatedSum } from './kahan.js';
import { quantile } from './quantile.js';
import type { RangeFunction, Window } from './range-vector.js';

export const first: RangeFunction = ({ values, from }) => values[from];
export const last: RangeFunction = ({ values, to }) => values[to - 1];
export const count: RangeFunction = ({ from, to }) => to - from;
export const present: RangeFunction = () => 1;

export const sum: RangeFunction = ({ values, from, to }) => {
  const result = new CompensatedSum();
  for (let index = from; index < to; index++) result.add(values[index]!);
  return result.total;
};

export const avg: RangeFunction = ({ values, from, to }) => {
  const result = new CompensatedMean();
  for (let index = from; index < to; index++) result.add(values[index]!);
  return result.mean;
};

export const max: RangeFunction = (window) => window.values[extreme(window, (value, best) => value > best)];
export const min: RangeFunction = (window) => window.values[extreme(window, (value, best) => value < best)];

/** Index of the best value; a NaN gives way to any value. */
function extreme({ values, from, to }: Window, isBetter: (value: number, best: number) => boolean): number {
  let best = from;
  for (let index = from; index < to; index++) {
    if (isBetter(values[index]!, values[best]!) || Number.isNaN(values[best])) best = index;
  }
  return best;
}

export const stdvar: RangeFunction = ({ values, from, to }) => {
  const mean = new CompensatedSum();
  const squares = new CompensatedSum();
  for (let index = from; index < to; index++) {
    const value = values[index]!;
    const off = value - mean.total;
    mean.add(off / (index - from + 1));
    squares.add(off * (value - mean.total));
  }
  return squares.total / (to - from);
};

export const stddev: RangeFunction = (window) => Math.sqrt(stdvar(window)!);

export const quantileOverTime: RangeFunction = ({ values, from, to, args }) =>
  quantile(args[0]!, values.slice(from, to));
