import type { Expr } from '../ast.js';

/** The expression within its parentheses. */
export function bare(expr: Expr): Expr {
  return expr.kind === 'paren' ? bare(expr.expr) : expr;
}

/** A string argument: a literal, in parentheses at most. */
export function stringOf(given: Expr | undefined): string {
  const expr = given && bare(given);
  if (expr?.kind !== 'string') throw new TypeError('a string was expected: the parser lets nothing else through');
  return expr.value;
}
