import type { Expr, VectorSelector } from './ast.js';

/** Calls `fn` with the expression and all within it: from the outside in, from left to right. */
export function visit(expr: Expr, fn: (node: Expr) => void): void {
  fn(expr);
  for (const part of partsOf(expr)) visit(part, fn);
}

/** Every selector in the expression, those with a range included, in the order of the text. */
export function selectorsOf(expr: Expr): VectorSelector[] {
  const found: VectorSelector[] = [];
  visit(expr, (node) => {
    if (node.kind === 'vector_selector') found.push(node);
  });
  return found;
}

function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'number':
    case 'string':
    case 'vector_selector':
      return [];
    case 'matrix_selector':
      return [expr.selector];
    case 'subquery':
    case 'paren':
    case 'unary':
      return [expr.expr];
    case 'binary':
      return [expr.left, expr.right];
    case 'aggregation':
      return expr.parameter === undefined ? [expr.expr] : [expr.parameter, expr.expr];
    case 'call':
      return expr.args;
  }
}
