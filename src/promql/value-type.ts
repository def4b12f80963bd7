import type { Expr, ValueType } from './ast.js';
import { functions } from './functions.js';

/** What kind of value an expression answers. */
export function valueTypeOf(expr: Expr): ValueType {
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
      return valueTypeOf(expr.expr);
    case 'binary':
      return valueTypeOf(expr.left) === 'scalar' && valueTypeOf(expr.right) === 'scalar' ? 'scalar' : 'vector';
    case 'call':
      return functions.get(expr.func)!.returns;
  }
}
