import type { BinaryOperator } from '../ast.js';
import { Grid, withoutNames } from './grid.js';
import { arithmetic, comparisons, isComparison, isSetOperator } from './operators.js';

/** Two scalars, step by step. */
export function scalarWithScalar(op: BinaryOperator, left: Float64Array, right: Float64Array): Float64Array {
  if (isSetOperator(op)) throw new TypeError(`"${op}" between scalars: the parser lets none through`);
  if (isComparison(op)) {
    const holds = comparisons[op];
    return left.map((value, step) => (holds(value, right[step]!) ? 1 : 0));
  }
  const apply = arithmetic[op];
  return left.map((value, step) => apply(value, right[step]!));
}

/** Every element of a vector with the step's scalar. `isLeft`: the scalar stands on the left of the operator. */
export function vectorWithScalar(
  op: BinaryOperator,
  vector: Grid,
  scalar: Float64Array,
  isLeft: boolean,
  returnBool: boolean,
): Grid {
  if (isSetOperator(op)) throw new TypeError(`"${op}" with a scalar: the parser lets none through`);
  const { values, present, steps } = vector;
  if (isComparison(op)) {
    const holds = comparisons[op];
    for (let cell = 0, step = 0; cell < values.length; cell++, step = step + 1 === steps ? 0 : step + 1) {
      const value = values[cell]!;
      const holding = isLeft ? holds(scalar[step]!, value) : holds(value, scalar[step]!);
      if (returnBool) values[cell] = holding ? 1 : 0;
      else if (!holding) present[cell] = 0;
    }
    return returnBool ? withoutNames(vector) : vector.compacted();
  }
  const apply = arithmetic[op];
  for (let cell = 0, step = 0; cell < values.length; cell++, step = step + 1 === steps ? 0 : step + 1) {
    values[cell] = isLeft ? apply(scalar[step]!, values[cell]!) : apply(values[cell]!, scalar[step]!);
  }
  return withoutNames(vector);
}
