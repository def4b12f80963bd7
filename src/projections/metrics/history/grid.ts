import { GRID_MS } from '../metric-series.row.js';

/** Scrape times of a window: multiples of 15 s, from `first` to `last`, both included. */
export interface Grid {
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/** The scrapes in (`afterMs`, `untilMs`]. */
export function gridOf(afterMs: number, untilMs: number): Grid {
  const first = (Math.floor(afterMs / GRID_MS) + 1) * GRID_MS;
  const last = Math.floor(untilMs / GRID_MS) * GRID_MS;
  return { first, last, count: Math.max(0, (last - first) / GRID_MS + 1) };
}

/** All times of the window. */
export function timesOf({ first, count }: Grid): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => first + index * GRID_MS);
}

/** Place in the window of the first scrape at or after `at`. */
export function placeOf(at: number, { first }: Grid): number {
  return Math.max(0, Math.ceil((at - first) / GRID_MS));
}
