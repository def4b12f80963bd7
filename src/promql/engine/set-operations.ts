import type { SetOperator, VectorMatching } from '../ast.js';
import { Grid, merged } from './grid.js';
import type { Run } from './run.js';
import { allBut, only, Ordinals } from './signatures.js';

/** `and`, `or` and `unless`: which elements stay, by whether the other side has one of the same signature. */
export function combine(op: SetOperator, matching: VectorMatching, left: Grid, right: Grid, run: Run): Grid {
  const ordinals = new Ordinals(matching.on ? only(matching.labels) : allBut(matching.labels));
  const leftSignatures = ordinals.of(left.labels);
  const rightSignatures = ordinals.of(right.labels);
  if (op === 'or') {
    const there = presence(left, leftSignatures, ordinals.size, run);
    retain(right, rightSignatures, there, false);
    return merged(stacked(left, right.compacted(), run));
  }
  const there = presence(right, rightSignatures, ordinals.size, run);
  retain(left, leftSignatures, there, op === 'and');
  return left.compacted();
}

/** By signature and step, whether there is an element. */
function presence(grid: Grid, signatures: Int32Array, count: number, run: Run): Uint8Array {
  const { steps } = grid;
  run.budget.take(count * steps);
  const there = new Uint8Array(count * steps);
  for (let row = 0; row < grid.rows; row++) {
    for (let step = 0; step < steps; step++) {
      if (grid.present[row * steps + step]) there[signatures[row]! * steps + step] = 1;
    }
  }
  return there;
}

/** Keeps the elements whose signature is there on the other side, or those whose is not. */
function retain(grid: Grid, signatures: Int32Array, there: Uint8Array, wanted: boolean): void {
  const { steps } = grid;
  for (let row = 0; row < grid.rows; row++) {
    for (let step = 0; step < steps; step++) {
      if ((there[signatures[row]! * steps + step] === 1) !== wanted) grid.present[row * steps + step] = 0;
    }
  }
}

function stacked(upper: Grid, lower: Grid, run: Run): Grid {
  const both = Grid.allocate([...upper.labels, ...lower.labels], upper.steps, run.budget);
  both.values.set(upper.values);
  both.values.set(lower.values, upper.cells);
  both.present.set(upper.present);
  both.present.set(lower.present, upper.cells);
  return both;
}
