import type { Expr, ValueType } from '../ast.js';
import { functions } from '../functions.js';

/** What kind of value a (checked) expression answers. */
export function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'vector_selector':
    case 'aggregation':
      return 'vector';
    case 'matrix_selector':
    case 'subquery':
      return 'matrix';
    case 'paren':
    case 'unary':
      return typeOf(expr.expr);
    case 'binary':
      return typeOf(expr.left) === 'scalar' && typeOf(expr.right) === 'scalar' ? 'scalar' : 'vector';
    case 'call':
      return functions.get(expr.func)?.returns ?? 'vector';
  }
}

/** The expression within its parentheses. */
export function bare(expr: Expr): Expr {
  return expr.kind === 'paren' ? bare(expr.expr) : expr;
}
