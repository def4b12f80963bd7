import { comparisonOperators } from '../../../../kernel/comparison.js';
import type { Expr } from '../../../../promql/ast.js';
import { parsePromql } from '../../../../promql/parse.js';

/** As much of a rule as says what its condition compares with. */
export interface ComparingRule {
  readonly condition: string;
  readonly parameters:
    | { readonly kind: 'threshold'; readonly value: number }
    | { readonly kind: 'rate'; readonly percent: number }
    | { readonly kind: 'absence' }
    | null;
}

/** What a rule's condition compares with, where that is a number; null where it is none. */
export function thresholdOf({ parameters, condition }: ComparingRule): string | null {
  if (parameters?.kind === 'threshold') return String(parameters.value);
  if (parameters?.kind === 'rate') return String(parameters.percent);
  if (parameters?.kind === 'absence') return null;
  try {
    return ofComparison(parsePromql(condition));
  } catch {
    return null;
  }
}

function ofComparison(expression: Expr): string | null {
  const expr = unwrapped(expression);
  if (expr.kind !== 'binary' || !(comparisonOperators as readonly string[]).includes(expr.op)) return null;
  const number = numberOf(expr.right) ?? numberOf(expr.left);
  return number === undefined ? null : String(number);
}

function numberOf(expression: Expr): number | undefined {
  const expr = unwrapped(expression);
  if (expr.kind === 'number') return expr.value;
  if (expr.kind !== 'unary') return undefined;
  const inner = numberOf(expr.expr);
  return inner === undefined || expr.op === '+' ? inner : -inner;
}

function unwrapped(expr: Expr): Expr {
  return expr.kind === 'paren' ? unwrapped(expr.expr) : expr;
}
