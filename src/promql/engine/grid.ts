import type { Labels } from '../labels.js';
import { PromqlError } from '../promql-error.js';
import type { Budget } from './budget.js';

/**
 * An instant vector at every step: a row per series, a column per step, rows one after the other in two flat arrays.
 * Where `present` is 0 the series has no element at that step. A grid belongs to whoever has received it: it may be
 * changed in place.
 */
export class Grid {
  constructor(
    readonly labels: readonly Labels[],
    readonly values: Float64Array,
    readonly present: Uint8Array,
    readonly steps: number,
  ) {}

  static allocate(labels: readonly Labels[], steps: number, budget: Budget): Grid {
    const cells = labels.length * steps;
    budget.take(cells);
    return new Grid(labels, new Float64Array(cells), new Uint8Array(cells), steps);
  }

  static empty(steps: number): Grid {
    return new Grid([], new Float64Array(0), new Uint8Array(0), steps);
  }

  get rows(): number {
    return this.labels.length;
  }

  get cells(): number {
    return this.values.length;
  }

  relabelled(labels: readonly Labels[]): Grid {
    return new Grid(labels, this.values, this.present, this.steps);
  }

  /** Rows in another order, or only some of them. */
  picked(rows: readonly number[]): Grid {
    const { steps } = this;
    const values = new Float64Array(rows.length * steps);
    const present = new Uint8Array(rows.length * steps);
    rows.forEach((row, to) => {
      values.set(this.values.subarray(row * steps, (row + 1) * steps), to * steps);
      present.set(this.present.subarray(row * steps, (row + 1) * steps), to * steps);
    });
    return new Grid(
      rows.map((row) => this.labels[row]!),
      values,
      present,
      steps,
    );
  }

  /** Only the rows that have an element at some step. */
  compacted(): Grid {
    const rows: number[] = [];
    for (let row = 0; row < this.rows; row++) if (this.isInUse(row)) rows.push(row);
    return rows.length === this.rows ? this : this.picked(rows);
  }

  /** The single column `count` times over. */
  repeated(count: number, budget: Budget): Grid {
    const grid = Grid.allocate(this.labels, count, budget);
    for (let row = 0; row < this.rows; row++) {
      grid.values.fill(this.values[row]!, row * count, (row + 1) * count);
      grid.present.fill(this.present[row]!, row * count, (row + 1) * count);
    }
    return grid;
  }

  private isInUse(row: number): boolean {
    const end = (row + 1) * this.steps;
    for (let cell = row * this.steps; cell < end; cell++) if (this.present[cell]) return true;
    return false;
  }
}

/** Takes the metric's name away. Two series that only it told apart become one, or are refused. */
export function withoutNames(grid: Grid): Grid {
  const labels = grid.labels.map((each) => each.withoutName());
  const renamed = grid.relabelled(labels);
  return haveOneName(grid.labels) ? renamed : merged(renamed);
}

/** Whether the metric's name tells none of these series from another, so that they stay different without it. */
export function haveOneName(labels: readonly Labels[]): boolean {
  const first = labels[0]?.get('__name__');
  return labels.every((each) => each.get('__name__') === first);
}

/** Rows of equal labels as one row; refused where two of them have an element at the same step. */
export function merged(grid: Grid): Grid {
  const byKey = new Map<string, number>();
  const kept: number[] = [];
  const { steps, present, values } = grid;
  for (let row = 0; row < grid.rows; row++) {
    const { key } = grid.labels[row]!;
    const into = byKey.get(key);
    if (into === undefined) {
      byKey.set(key, row);
      kept.push(row);
      continue;
    }
    for (let step = 0; step < steps; step++) {
      const from = row * steps + step;
      const to = into * steps + step;
      if (!present[from]) continue;
      if (present[to]) throw sameLabelset();
      present[to] = 1;
      values[to] = values[from]!;
    }
  }
  return kept.length === grid.rows ? grid : grid.picked(kept);
}

/** Refuses two rows of equal labels, whenever they have elements. */
export function assertUnique(labels: readonly Labels[]): void {
  if (new Set(labels.map(({ key }) => key)).size < labels.length) throw sameLabelset();
}

function sameLabelset(): PromqlError {
  return new PromqlError('evaluate', 'vector cannot contain metrics with the same labelset');
}
