import type { Expr } from '../ast.js';
import type { EvaluationOptions, InstantAnswer, MatrixSeries, Notices } from '../evaluation.js';
import { Labels } from '../labels.js';
import { PromqlError } from '../promql-error.js';
import type { SampledSeries, SeriesSource } from '../series-source.js';
import { Annotations } from './annotations.js';
import { Budget } from './budget.js';
import { Evaluator } from './evaluator.js';
import type { Grid } from './grid.js';
import type { Frame } from './moments.js';
import { Pace } from './pace.js';
import { planOf } from './plan.js';
import { samplesOf } from './range-vector.js';
import { compareLabels } from './sorting.js';
import { between, instant, type Steps, timeOf } from './steps.js';
import { valueTypeOf } from '../value-type.js';
import { bare } from './bare.js';

const DEFAULT_LOOKBACK_MS = 5 * 60_000;
const DEFAULT_STEP_MS = 60_000;
const DEFAULT_MAX_SAMPLES = 50_000_000;

/** The moments that a range query asks for: from `startMs` on, every `stepMs`, up to `endMs`. */
export interface EvaluationRange {
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
}

/** What an expression says at one moment. */
export async function evaluateInstant(
  expr: Expr,
  source: SeriesSource,
  atMs: number,
  options: EvaluationOptions = {},
): Promise<{ readonly answer: InstantAnswer } & Notices> {
  const steps = instant(atMs);
  const annotations = new Annotations();
  const evaluator = await prepared(expr, source, steps, { startMs: atMs, endMs: atMs }, options, annotations);
  const answer = await answerAt(expr, steps, evaluator);
  return { answer, ...annotations.toNotices() };
}

/** What an expression says at each step of a range; series in the order of their labels. */
export async function evaluateRange(
  expr: Expr,
  source: SeriesSource,
  range: EvaluationRange,
  options: EvaluationOptions = {},
): Promise<{ readonly series: readonly MatrixSeries[] } & Notices> {
  const type = valueTypeOf(expr);
  if (type !== 'scalar' && type !== 'vector') {
    const called = type === 'matrix' ? 'range vector' : type;
    throw new PromqlError(
      'evaluate',
      `invalid expression type "${called}" for range query, must be Scalar or instant Vector`,
      expr.span,
    );
  }
  if (!(range.stepMs > 0)) throw new RangeError(`the step of a range must be positive, not ${range.stepMs} ms`);
  const steps = between(range.startMs, range.endMs, range.stepMs);
  const annotations = new Annotations();
  const evaluator = await prepared(expr, source, steps, range, options, annotations);
  const series =
    type === 'scalar'
      ? [scalarSeries(await evaluator.scalar(expr, steps), steps)]
      : matrixOf(await evaluator.vector(expr, steps), steps);
  const inOrder = series.sort((a, b) => compareLabels(a.labels, b.labels));
  return { series: inOrder, ...annotations.toNotices() };
}

/** Fetches all that the expression looks at, at once. */
async function prepared(
  expr: Expr,
  source: SeriesSource,
  steps: Steps,
  { startMs, endMs }: Pick<Frame, 'startMs' | 'endMs'>,
  options: EvaluationOptions,
  annotations: Annotations,
): Promise<Evaluator> {
  const {
    lookbackMs = DEFAULT_LOOKBACK_MS,
    defaultStepMs = DEFAULT_STEP_MS,
    maxSamples = DEFAULT_MAX_SAMPLES,
    signal,
  } = options;
  const frame = { startMs, endMs, defaultStepMs };
  const pace = new Pace(signal);
  pace.check();
  const plan = planOf(expr, steps, frame, lookbackMs);
  const fetched = plan.selections.length === 0 ? [] : await source.select(plan.selections, { maxSamples, signal });
  const budget = new Budget(maxSamples);
  for (const series of fetched) for (const { times } of series) budget.take(times.length);
  pace.check();
  return new Evaluator({ pace, budget, annotations, lookbackMs }, frame, (selector) => {
    const index = plan.of.get(selector);
    return (index === undefined ? undefined : fetched[index]) ?? [];
  });
}

async function answerAt(given: Expr, steps: Steps, evaluator: Evaluator): Promise<InstantAnswer> {
  const expr = bare(given);
  const at = steps.startMs;
  switch (valueTypeOf(expr)) {
    case 'string':
      return { type: 'string', at, value: expr.kind === 'string' ? expr.value : '' };
    case 'scalar':
      return { type: 'scalar', at, value: (await evaluator.scalar(expr, steps))[0]! };
    case 'vector': {
      const { labels, values, present } = await evaluator.vector(expr, steps);
      const samples = labels.flatMap((each, row) => (present[row] ? [{ labels: each, value: values[row]! }] : []));
      return { type: 'vector', at, samples };
    }
    case 'matrix': {
      if (expr.kind !== 'matrix_selector' && expr.kind !== 'subquery') {
        throw new TypeError(`${expr.kind} is no range vector: the parser lets none through`);
      }
      const series = samplesOf(await evaluator.range(expr, steps)).map(toMatrixSeries);
      return { type: 'matrix', series: series.sort((a, b) => compareLabels(a.labels, b.labels)) };
    }
  }
}

function toMatrixSeries({ labels, times, values }: SampledSeries): MatrixSeries {
  return { labels, times: [...times], values: [...values] };
}

function scalarSeries(values: Float64Array, steps: Steps): MatrixSeries {
  return {
    labels: Labels.empty,
    times: Array.from(values, (_, step) => timeOf(steps, step)),
    values: [...values],
  };
}

function matrixOf(grid: Grid, steps: Steps): MatrixSeries[] {
  const series: MatrixSeries[] = [];
  for (const [row, labels] of grid.labels.entries()) {
    const times: number[] = [];
    const values: number[] = [];
    for (let step = 0; step < grid.steps; step++) {
      const cell = row * grid.steps + step;
      if (!grid.present[cell]) continue;
      times.push(timeOf(steps, step));
      values.push(grid.values[cell]!);
    }
    if (times.length > 0) series.push({ labels, times, values });
  }
  return series;
}
