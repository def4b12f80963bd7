import type { Expr } from '../ast.js';
import { bare } from './bare.js';

/** Functions whose answer depends on the moment of evaluation, whatever their arguments. */
const MOMENTARY: ReadonlySet<string> = new Set([
  ...['days_in_month', 'day_of_month', 'day_of_week', 'day_of_year', 'hour', 'minute', 'month', 'year'],
  ...['predict_linear', 'time', 'timestamp'],
]);

/** Tells which parts of an expression are the same at every step, so that one evaluation serves all steps. */
export class Invariance {
  private readonly known = new Map<Expr, boolean>();

  of(expr: Expr): boolean {
    let answer = this.known.get(expr);
    if (answer === undefined) this.known.set(expr, (answer = this.judge(expr)));
    return answer;
  }

  private judge(expr: Expr): boolean {
    switch (expr.kind) {
      case 'number':
      case 'string':
        return true;
      case 'vector_selector':
      case 'subquery':
        return expr.at !== undefined;
      case 'matrix_selector':
        return expr.selector.at !== undefined;
      case 'paren':
      case 'unary':
        return this.of(expr.expr);
      case 'binary':
        return this.of(expr.left) && this.of(expr.right);
      case 'aggregation':
        return this.of(expr.expr) && (expr.parameter === undefined || this.of(expr.parameter));
      case 'call': {
        // The times of the samples of a fixed selection are fixed.
        if (expr.func === 'timestamp' && bare(expr.args[0]!).kind === 'vector_selector') return this.of(expr.args[0]!);
        return !MOMENTARY.has(expr.func) && expr.args.every((arg) => this.of(arg));
      }
    }
  }
}
