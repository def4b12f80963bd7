import type { Labels } from '../labels.js';
import type { SampledSeries } from '../series-source.js';
import { isStale } from '../stale.js';
import { Grid } from './grid.js';
import { firstAfter } from './instant-selection.js';
import type { Run } from './run.js';
import { type Steps, timeOf } from './steps.js';

/** Series, and the windows through which they are looked at: `rangeMs` long, one ending at each reference. */
export interface RangeVector {
  readonly series: readonly SampledSeries[];
  readonly rangeMs: number;
  /** One per step, or a single one for all steps. */
  readonly references: Steps;
}

/** The samples of one series in one window: those from `from` to before `to`. One object serves all windows in turn. */
export interface Window {
  times: Float64Array;
  values: Float64Array;
  from: number;
  to: number;
  /** The window is (startMs, endMs]. */
  startMs: number;
  endMs: number;
  /** When the expression is evaluated: not `endMs` where the selection has an offset. */
  evaluatedAtMs: number;
  /** The function's scalar arguments at this step. */
  args: readonly number[];
}

/** What a function says of a window that holds a sample at least; `undefined`: nothing. */
export type RangeFunction = (window: Window) => number | undefined;

/** A function's answer for each series at every step. */
export async function overWindows(
  vector: RangeVector,
  func: RangeFunction,
  scalars: readonly Float64Array[],
  steps: Steps,
  run: Run,
): Promise<Grid> {
  const { series, references, rangeMs } = vector;
  const { count } = steps;
  run.budget.take(series.length * count);
  const values = new Float64Array(series.length * count);
  const present = new Uint8Array(series.length * count);
  const labels: Labels[] = [];
  const args = scalars.map(() => 0);
  const none = new Float64Array(0);
  const window: Window = { times: none, values: none, from: 0, to: 0, startMs: 0, endMs: 0, evaluatedAtMs: 0, args };
  for (const each of series) {
    const row = labels.length * count;
    const { times } = each;
    window.times = times;
    window.values = each.values;
    window.from = firstAfter(times, references.startMs - rangeMs);
    window.to = window.from;
    let found = false;
    for (let step = 0; step < count; step++) {
      if (step === 0 || references.count > 1) {
        window.endMs = timeOf(references, step);
        window.startMs = window.endMs - rangeMs;
        while (window.from < times.length && times[window.from]! <= window.startMs) window.from++;
        if (window.to < window.from) window.to = window.from;
        while (window.to < times.length && times[window.to]! <= window.endMs) window.to++;
      }
      if (window.from === window.to) continue;
      // Windows can be long: one series alone can be long work.
      if (run.pace.due(window.to - window.from)) await run.pace.rest();
      window.evaluatedAtMs = timeOf(steps, step);
      for (let arg = 0; arg < args.length; arg++) args[arg] = scalars[arg]![step]!;
      const answer = func(window);
      if (answer === undefined) continue;
      values[row + step] = answer;
      present[row + step] = 1;
      found = true;
    }
    if (found) labels.push(each.labels);
    if (run.pace.due(count)) await run.pace.rest();
  }
  const cells = labels.length * count;
  return new Grid(labels, values.subarray(0, cells), present.subarray(0, cells), count);
}

/** The samples of a single window, as an answer of its own. */
export function samplesOf(vector: RangeVector): readonly SampledSeries[] {
  const endMs = vector.references.startMs;
  return vector.series.flatMap(({ labels, times, values }) => {
    const from = firstAfter(times, endMs - vector.rangeMs);
    const to = firstAfter(times, endMs);
    return from === to ? [] : [{ labels, times: times.subarray(from, to), values: values.subarray(from, to) }];
  });
}

/** A range vector holds samples only: the marker that a series has ended is none. */
export function withoutMarkers(series: SampledSeries): SampledSeries {
  const { labels, times, values } = series;
  let first = -1;
  for (let index = 0; index < values.length; index++) {
    if (values[index] !== values[index] && isStale(values, index)) {
      first = index;
      break;
    }
  }
  if (first < 0) return series;
  const kept = { labels, times: times.slice(), values: values.slice() };
  let length = first;
  for (let index = first; index < values.length; index++) {
    if (isStale(values, index)) continue;
    kept.times[length] = times[index]!;
    kept.values[length++] = values[index]!;
  }
  return { labels, times: kept.times.subarray(0, length), values: kept.values.subarray(0, length) };
}

/** The answers of a subquery's steps, as samples. */
export function seriesOf(grid: Grid, steps: Steps): readonly SampledSeries[] {
  return grid.labels.map((labels, row) => {
    const times = new Float64Array(grid.steps);
    const values = new Float64Array(grid.steps);
    let length = 0;
    for (let step = 0; step < grid.steps; step++) {
      const cell = row * grid.steps + step;
      if (!grid.present[cell]) continue;
      times[length] = timeOf(steps, step);
      values[length++] = grid.values[cell]!;
    }
    return { labels, times: times.subarray(0, length), values: values.subarray(0, length) };
  });
}
