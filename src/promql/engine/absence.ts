import type { Expr } from '../ast.js';
import { Labels, METRIC_NAME } from '../labels.js';
import { Grid } from './grid.js';
import type { Run } from './run.js';
import { bare } from './bare.js';

/** absent and absent_over_time: 1 at every step where the argument has no element. */
export function absence(argument: Expr, grid: Grid, run: Run): Grid {
  const { steps } = grid;
  const result = Grid.allocate([labelsOfAbsent(argument)], steps, run.budget);
  result.present.fill(1);
  result.values.fill(1);
  for (let cell = 0; cell < grid.cells; cell++) if (grid.present[cell]) result.present[cell % steps] = 0;
  return result.compacted();
}

/** What is known of the missing series: the labels that its selector asks for with `=`, each once. */
function labelsOfAbsent(argument: Expr): Labels {
  const expr = bare(argument);
  const selector = expr.kind === 'matrix_selector' ? expr.selector : expr;
  if (selector.kind !== 'vector_selector') return Labels.empty;
  const known = new Map<string, string>();
  const seen = new Set<string>();
  for (const { name, op, value } of selector.matchers) {
    if (name === METRIC_NAME) continue;
    if (op === '=' && !seen.has(name)) {
      known.set(name, value);
      seen.add(name);
    } else known.delete(name);
  }
  return Labels.of(known);
}
