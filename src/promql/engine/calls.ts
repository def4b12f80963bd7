import type { Call, Expr, MatrixSelector, Subquery } from '../ast.js';
import { Labels } from '../labels.js';
import { goQuote } from '../parser/go-quote.js';
import { PromqlError } from '../promql-error.js';
import { absence } from './absence.js';
import { assertUnique, Grid, haveOneName, withoutNames } from './grid.js';
import { histogramFraction, histogramQuantile } from './histogram-functions.js';
import { labelJoin, labelReplace } from './label-functions.js';
import { clamped, mathFunctions, roundTo } from './math-functions.js';
import type { Parts } from './parts.js';
import { keepsName, rangeFunctions } from './range-functions.js';
import { overWindows } from './range-vector.js';
import { byValue } from './sorting.js';
import { type Steps, timeOf } from './steps.js';
import { timeFunctions } from './time-functions.js';
import { bare, stringOf } from './bare.js';

/** A function that answers an instant vector. */
export async function callVector(node: Call, steps: Steps, parts: Parts): Promise<Grid> {
  const { func } = node;
  const range = rangeFunctions.get(func);
  if (range) return overRange(node, range, steps, parts);
  const simple = mathFunctions.get(func);
  if (simple) return mapped(await parts.vector(node.args[0]!, steps), simple);
  const ofTime = timeFunctions.get(func);
  if (ofTime) return mapped(await timesGiven(node, steps, parts), ofTime);
  const special = specialFunctions[func];
  if (!special) throw new PromqlError('unsupported', `the function ${func}() is not supported`, node.span);
  return special(node.args, steps, parts, node);
}

type VectorFunction = (args: readonly Expr[], steps: Steps, parts: Parts, node: Call) => Promise<Grid>;

const specialFunctions: Readonly<Record<string, VectorFunction>> = {
  absent: async ([argument], steps, parts) => absence(argument!, await parts.vector(argument!, steps), parts.run),
  vector: async ([scalar], steps, parts) => {
    const values = await parts.scalar(scalar!, steps);
    const grid = Grid.allocate([Labels.empty], steps.count, parts.run.budget);
    grid.values.set(values);
    grid.present.fill(1);
    return grid;
  },
  timestamp: async ([argument], steps, parts) => {
    const expr = bare(argument!);
    if (expr.kind === 'vector_selector') return withoutNames(await parts.sampleTimes(expr, steps));
    return mapped(await parts.vector(expr, steps), (_, step) => timeOf(steps, step) / 1000);
  },
  round: async ([vector, nearest], steps, parts) => {
    const grid = await parts.vector(vector!, steps);
    const to = nearest ? await parts.scalar(nearest, steps) : undefined;
    return mapped(grid, (value, step) => roundTo(value, to ? to[step]! : 1));
  },
  clamp: ([vector, low, high], steps, parts) => clamp(vector!, low, high, steps, parts),
  clamp_min: ([vector, low], steps, parts) => clamp(vector!, low, undefined, steps, parts),
  clamp_max: ([vector, high], steps, parts) => clamp(vector!, undefined, high, steps, parts),
  sort: (args, steps, parts) => sorted(args, steps, parts, (grid) => byValue(grid, false)),
  sort_desc: (args, steps, parts) => sorted(args, steps, parts, (grid) => byValue(grid, true)),
  label_replace: async ([vector, target, replacement, source, pattern], steps, parts) =>
    labelReplace(
      await parts.vector(vector!, steps),
      stringOf(target),
      stringOf(replacement),
      stringOf(source),
      stringOf(pattern),
    ),
  label_join: async ([vector, target, separator, ...sources], steps, parts) =>
    labelJoin(await parts.vector(vector!, steps), stringOf(target), stringOf(separator), sources.map(stringOf)),
  histogram_quantile: async ([phi, vector], steps, parts) =>
    histogramQuantile(await parts.scalar(phi!, steps), await parts.vector(vector!, steps), parts.run),
  histogram_fraction: async ([lower, upper, vector], steps, parts) =>
    histogramFraction(
      await parts.scalar(lower!, steps),
      await parts.scalar(upper!, steps),
      await parts.vector(vector!, steps),
      parts.run,
    ),
  // These look at native histograms only; of other samples they say nothing.
  histogram_avg: onNativeHistograms,
  histogram_count: onNativeHistograms,
  histogram_sum: onNativeHistograms,
  histogram_stddev: onNativeHistograms,
  histogram_stdvar: onNativeHistograms,
};

async function onNativeHistograms(args: readonly Expr[], steps: Steps, parts: Parts): Promise<Grid> {
  await parts.vector(args[0]!, steps);
  return Grid.empty(steps.count);
}

async function overRange(
  { func, args }: Call,
  range: Parameters<typeof overWindows>[1],
  steps: Steps,
  parts: Parts,
): Promise<Grid> {
  const { run } = parts;
  const scalars: Float64Array[] = [];
  let matrix: MatrixSelector | Subquery | undefined;
  for (const each of args) {
    const arg = bare(each);
    if (arg.kind === 'matrix_selector' || arg.kind === 'subquery') matrix = arg;
    else scalars.push(await parts.scalar(arg, steps));
  }
  if (!matrix) throw new TypeError(`${func}() without a range vector: the parser lets none through`);
  const vector = await parts.range(matrix, steps);
  const grid = await overWindows(vector, range, scalars, steps, run);
  if (func === 'absent_over_time') return absence(matrix, grid, run);
  if (func === 'quantile_over_time' && vector.series.length > 0) {
    for (const phi of new Set(scalars[0])) if (!(phi >= 0 && phi <= 1)) run.annotations.invalidQuantile(phi);
  }
  if (func === 'rate' || func === 'increase') informOfNonCounters(grid, parts);
  if (keepsName.has(func)) return grid;
  const unnamed = grid.labels.map((labels) => labels.withoutName());
  if (!haveOneName(grid.labels)) assertUnique(unnamed);
  return grid.relabelled(unnamed);
}

function informOfNonCounters(grid: Grid, { run }: Parts): void {
  const names = new Set(grid.labels.map((labels) => labels.get('__name__')));
  for (const name of names) {
    if (name === '' || /_(?:total|sum|count|bucket)$/.test(name)) continue;
    run.annotations.inform(
      `metric might not be a counter, name does not end in _total/_sum/_count/_bucket: ${goQuote(name)}`,
    );
  }
}

/** The argument of a function of time; without one, the moment of evaluation. */
async function timesGiven({ args }: Call, steps: Steps, parts: Parts): Promise<Grid> {
  if (args[0]) return parts.vector(args[0], steps);
  const grid = Grid.allocate([Labels.empty], steps.count, parts.run.budget);
  for (let step = 0; step < steps.count; step++) grid.values[step] = Math.trunc(timeOf(steps, step) / 1000);
  grid.present.fill(1);
  return grid;
}

async function clamp(
  vector: Expr,
  low: Expr | undefined,
  high: Expr | undefined,
  steps: Steps,
  parts: Parts,
): Promise<Grid> {
  const grid = await parts.vector(vector, steps);
  const lows = low && (await parts.scalar(low, steps));
  const highs = high && (await parts.scalar(high, steps));
  for (let cell = 0; cell < grid.cells; cell++) {
    const step = cell % grid.steps;
    const bottom = lows ? lows[step]! : Number.NEGATIVE_INFINITY;
    const value = clamped(grid.values[cell]!, bottom, highs ? highs[step]! : Number.POSITIVE_INFINITY);
    if (value === undefined) grid.present[cell] = 0;
    else grid.values[cell] = value;
  }
  return withoutNames(grid.compacted());
}

async function sorted(
  [vector]: readonly Expr[],
  steps: Steps,
  parts: Parts,
  order: (grid: Grid) => Grid,
): Promise<Grid> {
  const grid = await parts.vector(vector!, steps);
  if (parts.isInstant && steps.count === 1) return order(grid);
  if (!parts.isInstant) {
    parts.run.annotations.warn('sort is ineffective for range queries since results are always ordered by labels');
  }
  return grid;
}

function mapped(grid: Grid, func: (value: number, step: number) => number): Grid {
  const { values, steps } = grid;
  for (let cell = 0, step = 0; cell < values.length; cell++, step = step + 1 === steps ? 0 : step + 1) {
    values[cell] = func(values[cell]!, step);
  }
  return withoutNames(grid);
}
