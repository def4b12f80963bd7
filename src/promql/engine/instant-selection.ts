import type { Labels } from '../labels.js';
import type { SampledSeries } from '../series-source.js';
import { isStale } from '../stale.js';
import { Grid } from './grid.js';
import type { Run } from './run.js';
import { type Steps, timeOf } from './steps.js';

/**
 * Each series' newest sample at every moment, unless it is as old as the lookback or the series has ended: its value,
 * or with `what` = 'time' when it was taken, in seconds.
 */
export async function selectInstant(
  series: readonly SampledSeries[],
  references: Steps,
  what: 'value' | 'time',
  run: Run,
): Promise<Grid> {
  const { count } = references;
  run.budget.take(series.length * count);
  const values = new Float64Array(series.length * count);
  const present = new Uint8Array(series.length * count);
  const labels: Labels[] = [];
  for (const each of series) {
    const row = labels.length * count;
    if (fill(each, references, what, run.lookbackMs, values, present, row)) labels.push(each.labels);
    if (run.pace.due(count + each.times.length)) await run.pace.rest();
  }
  const cells = labels.length * count;
  return new Grid(labels, values.subarray(0, cells), present.subarray(0, cells), count);
}

function fill(
  { times, values: samples }: SampledSeries,
  references: Steps,
  what: 'value' | 'time',
  lookbackMs: number,
  values: Float64Array,
  present: Uint8Array,
  row: number,
): boolean {
  let found = false;
  let next = firstAfter(times, references.startMs);
  for (let step = 0; step < references.count; step++) {
    const at = timeOf(references, step);
    while (next < times.length && times[next]! <= at) next++;
    const newest = next - 1;
    if (newest < 0 || times[newest]! <= at - lookbackMs || isStale(samples, newest)) continue;
    values[row + step] = what === 'value' ? samples[newest]! : times[newest]! / 1000;
    present[row + step] = 1;
    found = true;
  }
  return found;
}

/** Index of the first time later than `after`. */
export function firstAfter(times: Float64Array, after: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
