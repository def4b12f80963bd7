import type { ComparisonOperator, Expr } from '../promql/ast.js';
import { withoutParens } from './rule-selector.js';

/** What a condition compares with. */
export interface ConditionThreshold {
  readonly op: ComparisonOperator;
  readonly value: number;
}

const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '==': '==',
  '!=': '!=',
  '>': '<',
  '<': '>',
  '>=': '<=',
  '<=': '>=',
};

/**
 * The number that a condition compares its values with, as in `x > 5` or `5 < x`; of `… and …` and `… unless …` that of
 * the left side, whose values are shown. Null where it compares with no number.
 */
export function conditionThreshold(expr: Expr): ConditionThreshold | null {
  const found = comparisonWithNumber(expr);
  return found && { op: found.op, value: found.value };
}

/** What a condition compares with that number: all its values, those that do not fire too. Null where there is none. */
export const measuredExpression = (expr: Expr): Expr | null => comparisonWithNumber(expr)?.measured ?? null;

function comparisonWithNumber(expr: Expr): (ConditionThreshold & { readonly measured: Expr }) | null {
  const inner = withoutParens(expr);
  if (inner.kind !== 'binary') return null;
  const { op } = inner;
  if (op === 'and' || op === 'unless') return comparisonWithNumber(inner.left);
  if (!(op in mirrored)) return null;
  const [left, right] = [numberIn(inner.left), numberIn(inner.right)];
  if (right !== undefined) return { op: op as ComparisonOperator, value: right, measured: inner.left };
  return left === undefined ? null : { op: mirrored[op as ComparisonOperator], value: left, measured: inner.right };
}

function numberIn(expr: Expr): number | undefined {
  const inner = withoutParens(expr);
  if (inner.kind === 'number') return Number.isFinite(inner.value) ? inner.value : undefined;
  const of = inner.kind === 'unary' ? numberIn(inner.expr) : undefined;
  return of === undefined || inner.kind !== 'unary' ? undefined : inner.op === '-' ? -of : of;
}
