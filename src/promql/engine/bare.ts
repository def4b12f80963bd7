import type { Expr } from '../ast.js';

/** The expression within its parentheses. */
export function bare(expr: Expr): Expr {
  return expr.kind === 'paren' ? bare(expr.expr) : expr;
}
