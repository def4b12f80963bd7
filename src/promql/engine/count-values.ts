import type { Labels } from '../labels.js';
import { PromqlError } from '../promql-error.js';
import { type Groups } from './aggregation.js';
import { Grid } from './grid.js';
import type { Run } from './run.js';
import { formatFloat } from '../float-text.js';

/** count_values: how often each value occurs, the value as a label. `without` may take that very label away again. */
export async function countValues(label: string, isKept: boolean, grid: Grid, groups: Groups, run: Run): Promise<Grid> {
  if (label === '') throw new PromqlError('evaluate', 'invalid label name ""');
  const { steps } = grid;
  const known = new Map<string, number>();
  const labels: Labels[] = [];
  const rowOfCell = new Int32Array(grid.cells).fill(-1);
  for (let row = 0; row < grid.rows; row++) {
    const group = groups.ofRow[row]!;
    for (let cell = row * steps; cell < (row + 1) * steps; cell++) {
      if (!grid.present[cell]) continue;
      const value = isKept ? formatFloat(grid.values[cell]!) : '';
      const key = `${group} ${value}`;
      let target = known.get(key);
      if (target === undefined) {
        known.set(key, (target = labels.length));
        labels.push(groups.labels[group]!.with({ [label]: value }));
      }
      rowOfCell[cell] = target;
    }
    if (run.pace.due(steps * 4)) await run.pace.rest();
  }
  const result = Grid.allocate(labels, steps, run.budget);
  rowOfCell.forEach((row, cell) => {
    if (row < 0) return;
    const target = row * steps + (cell % steps);
    result.values[target] = result.values[target]! + 1;
    result.present[target] = 1;
  });
  return result;
}
