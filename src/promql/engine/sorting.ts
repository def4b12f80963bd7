import type { Labels } from '../labels.js';
import type { Grid } from './grid.js';

/** sort and sort_desc of an instant vector: by value, NaN at the end either way. */
export function byValue(grid: Grid, isDescending: boolean): Grid {
  const sign = isDescending ? -1 : 1;
  return ordered(grid, (a, b) => compareValues(grid.values[a]!, grid.values[b]!, sign));
}

/** Ascending with `sign` 1, descending with -1; NaN at the end either way. */
export function compareValues(a: number, b: number, sign: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
  if (Number.isNaN(b)) return -1;
  return a < b ? -sign : a > b ? sign : 0;
}

/** The order in which Prometheus answers series: by the first label in which they differ. */
export function compareLabels(left: Labels, right: Labels): number {
  const others = [...right];
  let index = 0;
  for (const [name, value] of left) {
    const other = others[index++];
    if (other === undefined) return 1;
    if (name !== other[0]) return name < other[0] ? -1 : 1;
    if (value !== other[1]) return value < other[1] ? -1 : 1;
  }
  return index < others.length ? -1 : 0;
}

function ordered(grid: Grid, compare: (a: number, b: number) => number): Grid {
  return grid.picked(grid.labels.map((_, row) => row).sort(compare));
}
