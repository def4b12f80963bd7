import type { Aggregation } from '../ast.js';
import type { Labels } from '../labels.js';
import { Grid } from './grid.js';
import { CompensatedMean } from './kahan.js';
import { quantile } from './quantile.js';
import type { Run } from './run.js';
import { allBut, only, type Signature } from './signatures.js';

/** Which group each row belongs to, and the groups' labels. Found once, for all steps. */
export interface Groups {
  readonly ofRow: Int32Array;
  readonly labels: readonly Labels[];
}

export function groupsOf(grid: Grid, signature: Signature): Groups {
  const known = new Map<string, number>();
  const labels: Labels[] = [];
  const ofRow = new Int32Array(grid.rows);
  for (let row = 0; row < grid.rows; row++) {
    const own = grid.labels[row]!;
    const key = signature.keyOf(own);
    let group = known.get(key);
    if (group === undefined) {
      group = labels.length;
      known.set(key, group);
      labels.push(signature.labelsOf(own));
    }
    ofRow[row] = group;
  }
  return { ofRow, labels };
}

export function signatureOf({ grouping, without }: Pick<Aggregation, 'grouping' | 'without'>): Signature {
  return without ? allBut(grouping) : only(grouping);
}

/** Takes one more value into a cell of the result; `isFirst`: the cell's first. */
type Fold = (cell: number, value: number, isFirst: boolean) => void;

interface Folding {
  readonly fold: Fold;
  /** Called once per cell in use, in the end. */
  readonly finish?: (cell: number) => void;
}

/** sum, avg, count, min, max, group, stddev and stdvar: one element per group and step. */
export async function aggregate(
  op: 'sum' | 'avg' | 'count' | 'min' | 'max' | 'group' | 'stddev' | 'stdvar',
  grid: Grid,
  groups: Groups,
  run: Run,
): Promise<Grid> {
  const { steps } = grid;
  const result = Grid.allocate(groups.labels, steps, run.budget);
  const { fold, finish } = foldings[op](result.values);
  for (let row = 0; row < grid.rows; row++) {
    const from = row * steps;
    const to = groups.ofRow[row]! * steps;
    for (let step = 0; step < steps; step++) {
      if (!grid.present[from + step]) continue;
      const isFirst = result.present[to + step] === 0;
      result.present[to + step] = 1;
      fold(to + step, grid.values[from + step]!, isFirst);
    }
    if (run.pace.due(steps)) await run.pace.rest();
  }
  if (finish) for (let cell = 0; cell < result.cells; cell++) if (result.present[cell]) finish(cell);
  return result.compacted();
}

const foldings = {
  sum: (result: Float64Array): Folding => {
    const lost = new Float64Array(result.length);
    return {
      fold: (cell, value, isFirst) => {
        if (isFirst) {
          result[cell] = value;
          return;
        }
        const before = result[cell]!;
        const next = before + value;
        if (next === Number.POSITIVE_INFINITY || next === Number.NEGATIVE_INFINITY) lost[cell] = 0;
        else if (Math.abs(before) >= Math.abs(value)) lost[cell] = lost[cell]! + (before - next + value);
        else lost[cell] = lost[cell]! + (value - next + before);
        result[cell] = next;
      },
      finish: (cell) => (result[cell] = result[cell]! + lost[cell]!),
    };
  },
  avg: (result: Float64Array): Folding => {
    const means = new Array<CompensatedMean | undefined>(result.length);
    return {
      fold: (cell, value) => (means[cell] ??= new CompensatedMean()).add(value),
      finish: (cell) => (result[cell] = means[cell]!.mean),
    };
  },
  count: (result: Float64Array): Folding => ({ fold: (cell) => (result[cell] = result[cell]! + 1) }),
  group: (result: Float64Array): Folding => ({ fold: (cell) => (result[cell] = 1) }),
  min: (result: Float64Array): Folding => ({
    fold: (cell, value, isFirst) => {
      if (isFirst || result[cell]! > value || Number.isNaN(result[cell])) result[cell] = value;
    },
  }),
  max: (result: Float64Array): Folding => ({
    fold: (cell, value, isFirst) => {
      if (isFirst || result[cell]! < value || Number.isNaN(result[cell])) result[cell] = value;
    },
  }),
  stdvar: (result: Float64Array): Folding => variance(result, (value) => value),
  stddev: (result: Float64Array): Folding => variance(result, Math.sqrt),
};

/** Welford's method: mean and squared distances, brought forward value by value. */
function variance(result: Float64Array, of: (variance: number) => number): Folding {
  const counts = new Float64Array(result.length);
  const means = new Float64Array(result.length);
  return {
    fold: (cell, value, isFirst) => {
      const count = (counts[cell] = counts[cell]! + 1);
      if (isFirst) {
        means[cell] = value;
        result[cell] = Number.isFinite(value) ? 0 : Number.NaN;
        return;
      }
      const off = value - means[cell]!;
      means[cell] = means[cell]! + off / count;
      result[cell] = result[cell]! + off * (value - means[cell]!);
    },
    finish: (cell) => (result[cell] = of(result[cell]! / counts[cell]!)),
  };
}

/** The φ-quantile of each group at each step. */
export async function aggregateQuantile(phi: Float64Array, grid: Grid, groups: Groups, run: Run): Promise<Grid> {
  const { steps } = grid;
  const result = Grid.allocate(groups.labels, steps, run.budget);
  const scratch = new Float64Array(grid.rows);
  for (const [group, rows] of rowsOf(groups).entries()) {
    for (let step = 0; step < steps; step++) {
      let count = 0;
      for (const row of rows) {
        if (grid.present[row * steps + step]) scratch[count++] = grid.values[row * steps + step]!;
      }
      if (count === 0) continue;
      result.values[group * steps + step] = quantile(phi[step]!, scratch.subarray(0, count));
      result.present[group * steps + step] = 1;
      if (run.pace.due(count * 4)) await run.pace.rest();
    }
  }
  return result.compacted();
}

/** The rows of each group, in their order. */
export function rowsOf({ ofRow, labels }: Groups): readonly (readonly number[])[] {
  const rows: number[][] = labels.map(() => []);
  ofRow.forEach((group, row) => rows[group]!.push(row));
  return rows;
}
