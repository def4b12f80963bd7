import type { Aggregation, Binary, Call, Expr, MatrixSelector, Subquery, VectorSelector } from '../ast.js';
import { METRIC_NAME } from '../labels.js';
import type { SampledSeries } from '../series-source.js';
import { aggregate, aggregateQuantile, groupsOf, signatureOf } from './aggregation.js';
import { countValues } from './count-values.js';
import { callVector } from './calls.js';
import { Grid, withoutNames } from './grid.js';
import { selectInstant } from './instant-selection.js';
import { Invariance } from './invariance.js';
import { type Frame, referencesOf, stepsWithin } from './moments.js';
import { isSetOperator } from './operators.js';
import type { Parts } from './parts.js';
import { type RangeVector, seriesOf, withoutMarkers } from './range-vector.js';
import type { Run } from './run.js';
import { scalarWithScalar, vectorWithScalar } from './scalar-binary.js';
import { selectSome } from './selecting-aggregation.js';
import { combine } from './set-operations.js';
import { allBut, only } from './signatures.js';
import { type Steps, timeOf } from './steps.js';
import { valueTypeOf } from '../value-type.js';
import { bare, stringOf } from './bare.js';
import { vectorWithVector } from './vector-matching.js';

/** Evaluates the parts of one expression, each at all steps at once, on series that have been fetched. */
export class Evaluator implements Parts {
  private readonly invariance = new Invariance();
  private readonly samples = new Map<VectorSelector, readonly SampledSeries[]>();

  constructor(
    readonly run: Run,
    readonly frame: Frame,
    private readonly seriesOfSelector: (selector: VectorSelector) => readonly SampledSeries[],
  ) {}

  get isInstant(): boolean {
    return this.frame.startMs === this.frame.endMs;
  }

  async scalar(given: Expr, steps: Steps): Promise<Float64Array> {
    this.run.pace.check();
    const before = this.run.budget.inUse;
    this.run.budget.take(steps.count);
    const values = await this.evaluatedScalar(bare(given), steps);
    this.run.budget.settle(before, values.length);
    return values;
  }

  async vector(given: Expr, steps: Steps): Promise<Grid> {
    const expr = bare(given);
    this.run.pace.check();
    if (steps.count === 0) return Grid.empty(0);
    const before = this.run.budget.inUse;
    const isSame = steps.count > 1 && this.invariance.of(expr);
    const grid = isSame
      ? (await this.evaluated(expr, { ...steps, count: 1 })).repeated(steps.count, this.run.budget)
      : await this.evaluated(expr, steps);
    this.run.budget.settle(before, grid.cells);
    return grid;
  }

  async range(expr: MatrixSelector | Subquery, steps: Steps): Promise<RangeVector> {
    const { rangeMs } = expr;
    if (expr.kind === 'matrix_selector') {
      const references = referencesOf(expr.selector, steps, this.frame);
      return { series: this.samplesOf(expr.selector), rangeMs, references };
    }
    const references = referencesOf(expr, steps, this.frame);
    const within = stepsWithin(expr, references, this.frame);
    return { series: seriesOf(await this.vector(expr.expr, within), within), rangeMs, references };
  }

  async sampleTimes(selector: VectorSelector, steps: Steps): Promise<Grid> {
    return this.select(selector, steps, 'time');
  }

  private async evaluatedScalar(expr: Expr, steps: Steps): Promise<Float64Array> {
    switch (expr.kind) {
      case 'number':
        return new Float64Array(steps.count).fill(expr.value);
      case 'unary': {
        const values = await this.scalar(expr.expr, steps);
        return expr.op === '-' ? values.map((value) => -value) : values;
      }
      case 'binary':
        return scalarWithScalar(expr.op, await this.scalar(expr.left, steps), await this.scalar(expr.right, steps));
      case 'call':
        return this.scalarCall(expr, steps);
      default:
        throw new TypeError(`${expr.kind} is no scalar: the parser lets none through`);
    }
  }

  private async evaluated(expr: Expr, steps: Steps): Promise<Grid> {
    switch (expr.kind) {
      case 'vector_selector':
        return this.select(expr, steps, 'value');
      case 'unary': {
        const grid = await this.vector(expr.expr, steps);
        if (expr.op === '+') return grid;
        for (let cell = 0; cell < grid.cells; cell++) grid.values[cell] = -grid.values[cell]!;
        return withoutNames(grid);
      }
      case 'binary':
        return this.binary(expr, steps);
      case 'aggregation':
        return this.aggregation(expr, steps);
      case 'call':
        return callVector(expr, steps, this);
      default:
        throw new TypeError(`${expr.kind} is no vector: the parser lets none through`);
    }
  }

  private async select(selector: VectorSelector, steps: Steps, what: 'value' | 'time'): Promise<Grid> {
    const references = referencesOf(selector, steps, this.frame);
    const grid = await selectInstant(this.seriesOfSelector(selector), references, what, this.run);
    return references.count === steps.count ? grid : grid.repeated(steps.count, this.run.budget);
  }

  private samplesOf(selector: VectorSelector): readonly SampledSeries[] {
    let series = this.samples.get(selector);
    if (!series) this.samples.set(selector, (series = this.seriesOfSelector(selector).map(withoutMarkers)));
    return series;
  }

  private async binary(node: Binary, steps: Steps): Promise<Grid> {
    const { op, left, right, returnBool, matching } = node;
    if (valueTypeOf(left) === 'scalar') {
      const scalar = await this.scalar(left, steps);
      return vectorWithScalar(op, await this.vector(right, steps), scalar, true, returnBool);
    }
    if (valueTypeOf(right) === 'scalar') {
      const vector = await this.vector(left, steps);
      return vectorWithScalar(op, vector, await this.scalar(right, steps), false, returnBool);
    }
    if (!matching) throw new TypeError('two vectors without a matching: the parser lets none through');
    const lefts = await this.vector(left, steps);
    const rights = await this.vector(right, steps);
    if (isSetOperator(op)) return combine(op, matching, lefts, rights, this.run);
    return vectorWithVector(node, matching, lefts, rights, this.run);
  }

  private async aggregation(node: Aggregation, steps: Steps): Promise<Grid> {
    const { op, parameter } = node;
    const grid = await this.vector(node.expr, steps);
    if (op === 'count_values') {
      const label = stringOf(parameter);
      const isKept = !node.without || (label !== METRIC_NAME && !node.grouping.includes(label));
      const signature = node.without
        ? allBut([...node.grouping, label])
        : only(node.grouping.filter((name) => name !== label));
      return countValues(label, isKept, grid, groupsOf(grid, signature), this.run);
    }
    const groups = groupsOf(grid, signatureOf(node));
    switch (op) {
      case 'topk':
      case 'bottomk':
        return selectSome(op, await this.parameter(parameter, steps), grid, groups, this.run);
      case 'quantile': {
        const phi = await this.parameter(parameter, steps);
        for (const each of new Set(phi)) if (!(each >= 0 && each <= 1)) this.run.annotations.invalidQuantile(each);
        return aggregateQuantile(phi, grid, groups, this.run);
      }
      default:
        return aggregate(op, grid, groups, this.run);
    }
  }

  private parameter(parameter: Expr | undefined, steps: Steps): Promise<Float64Array> {
    if (!parameter) throw new TypeError('an aggregation without its parameter: the parser lets none through');
    return this.scalar(parameter, steps);
  }

  private async scalarCall({ func, args }: Call, steps: Steps): Promise<Float64Array> {
    switch (func) {
      case 'pi':
        return new Float64Array(steps.count).fill(Math.PI);
      case 'time':
        return Float64Array.from({ length: steps.count }, (_, step) => timeOf(steps, step) / 1000);
      case 'scalar':
        return onlyElements(await this.vector(args[0]!, steps));
      default:
        throw new TypeError(`${func}() answers no scalar: the parser lets none through`);
    }
  }
}

/** scalar(): the element's value where there is exactly one. */
function onlyElements({ rows, steps, present, values }: Grid): Float64Array {
  const result = new Float64Array(steps).fill(Number.NaN);
  for (let step = 0; step < steps; step++) {
    let only: number | undefined;
    for (let row = 0; row < rows; row++) {
      if (!present[row * steps + step]) continue;
      if (only !== undefined) {
        only = undefined;
        break;
      }
      only = row;
    }
    if (only !== undefined) result[step] = values[only * steps + step]!;
  }
  return result;
}
