import type { Expr } from '../../promql/ast.js';
import { formatPromql } from '../../promql/format.js';
import { parsePromql } from '../../promql/parse.js';

/**
 * The condition with another number in its outermost comparison: `x > 5` with 7 is `x > 7`. Undefined where it does
 * not compare with a number.
 */
export function withThreshold(condition: string, threshold: number): string | undefined {
  const changed = replaced(parsePromql(condition), threshold);
  return changed && formatPromql(changed);
}

function replaced(expr: Expr, threshold: number): Expr | undefined {
  if (expr.kind === 'paren') {
    const inner = replaced(expr.expr, threshold);
    return inner && { ...expr, expr: inner };
  }
  if (expr.kind !== 'binary') return undefined;
  if (expr.op === 'and' || expr.op === 'unless') {
    const left = replaced(expr.left, threshold);
    return left && { ...expr, left };
  }
  if (isNumber(expr.right)) return { ...expr, right: { kind: 'number', value: threshold, span: expr.right.span } };
  if (isNumber(expr.left)) return { ...expr, left: { kind: 'number', value: threshold, span: expr.left.span } };
  return undefined;
}

function isNumber(expr: Expr): boolean {
  if (expr.kind === 'paren' || expr.kind === 'unary') return isNumber(expr.expr);
  return expr.kind === 'number';
}
