import { PromqlError } from '../promql-error.js';
import { type Groups, rowsOf } from './aggregation.js';
import { formatNumber } from './annotations.js';
import { Grid } from './grid.js';
import { Heap } from './heap.js';
import type { Run } from './run.js';
import { compareValues } from './sorting.js';

const LONGEST = 2 ** 63;

/**
 * topk and bottomk: some of each group's elements, as they are. In an instant query the best come first; over a
 * range each step chooses anew.
 */
export async function selectSome(
  op: 'topk' | 'bottomk',
  count: Float64Array,
  grid: Grid,
  groups: Groups,
  run: Run,
): Promise<Grid> {
  if (!assertCount(count)) return Grid.empty(grid.steps);
  const { steps } = grid;
  const chosen = new Uint8Array(grid.cells);
  const inOrder: number[] = [];
  for (const rows of rowsOf(groups)) {
    for (let step = 0; step < steps; step++) {
      const there = rows.filter((row) => grid.present[row * steps + step]);
      const most = Math.min(Math.trunc(count[step]!), grid.rows);
      const best = most < 1 ? [] : choose(op, there, (row) => grid.values[row * steps + step]!, most);
      for (const row of best) chosen[row * steps + step] = 1;
      if (steps === 1) inOrder.push(...best);
      if (run.pace.due(rows.length * 4)) await run.pace.rest();
    }
  }
  if (steps === 1) return grid.picked(inOrder);
  grid.present.set(chosen);
  return grid.compacted();
}

function choose(
  op: 'topk' | 'bottomk',
  rows: readonly number[],
  valueOf: (row: number) => number,
  most: number,
): readonly number[] {
  const sign = op === 'topk' ? 1 : -1;
  // Worst on top; NaN is worse than any value.
  const isWorse = (a: number, b: number): boolean => Number.isNaN(valueOf(a)) || sign * valueOf(a) < sign * valueOf(b);
  const heap = new Heap<number>(isWorse);
  for (const row of rows) {
    if (heap.size < most) heap.push(row);
    else {
      const worst = valueOf(heap.top!);
      const value = valueOf(row);
      if (sign * worst < sign * value || (Number.isNaN(worst) && !Number.isNaN(value))) heap.replaceTop(row);
    }
  }
  return [...heap.items].sort((a, b) => compareValues(valueOf(a), valueOf(b), -sign));
}

/** Whether any step asks for an element at all. */
function assertCount(count: Float64Array): boolean {
  if (count.every((each) => each < 1)) return false;
  for (const each of count) {
    if (Number.isNaN(each)) throw new PromqlError('evaluate', 'Parameter value is NaN');
    if (Math.abs(each) < LONGEST) continue;
    throw new PromqlError(
      'evaluate',
      `Scalar value ${formatNumber(each)} ${each > 0 ? 'overflows' : 'underflows'} int64`,
    );
  }
  return true;
}
