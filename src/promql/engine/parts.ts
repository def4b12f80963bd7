import type { Expr, MatrixSelector, Subquery, VectorSelector } from '../ast.js';
import type { Grid } from './grid.js';
import type { RangeVector } from './range-vector.js';
import type { Run } from './run.js';
import type { Steps } from './steps.js';

/** How a function gets at its arguments: each evaluated at all steps at once. */
export interface Parts {
  readonly run: Run;
  /** Whether this evaluation is of a single moment: only then the order of elements means something. */
  readonly isInstant: boolean;
  /** A scalar expression's value at every step. */
  scalar(expr: Expr, steps: Steps): Promise<Float64Array>;
  /** A vector expression's elements at every step. */
  vector(expr: Expr, steps: Steps): Promise<Grid>;
  /** The samples and windows of a range selector or a subquery. */
  range(expr: MatrixSelector | Subquery, steps: Steps): Promise<RangeVector>;
  /** When a selector's elements were sampled, in seconds. */
  sampleTimes(selector: VectorSelector, steps: Steps): Promise<Grid>;
}
