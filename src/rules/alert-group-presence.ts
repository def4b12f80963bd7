import type { Binary, Call, Expr, VectorMatching } from '../promql/ast.js';
import { comparisonOperators } from '../kernel/comparison.js';
import { valueTypeOf } from '../promql/value-type.js';

/**
 * The condition with every comparison made true: it answers an element wherever there are data for one, so that a
 * condition that does not hold is told from a series that is gone. Undefined where that cannot be told, as with
 * `absent`, which speaks when nothing is there.
 */
export function presenceOf(expr: Expr): Expr | undefined {
  switch (expr.kind) {
    case 'number':
    case 'string':
    case 'vector_selector':
    case 'matrix_selector':
      return expr;
    case 'paren':
    case 'unary':
    case 'subquery': {
      const inner = presenceOf(expr.expr);
      return inner && { ...expr, expr: inner };
    }
    case 'binary':
      return presenceOfBinary(expr);
    case 'aggregation': {
      const inner = expr.op === 'count_values' ? undefined : presenceOf(expr.expr);
      // An element that others have overtaken is there nevertheless.
      if (expr.op === 'topk' || expr.op === 'bottomk') return inner;
      return inner && { ...expr, expr: inner };
    }
    case 'call':
      return presenceOfCall(expr);
  }
}

/** What the condition compares: the value of each series, whether or not the outermost comparison holds for it. */
export function comparedOf(expr: Expr): Expr {
  if (expr.kind === 'paren') return comparedOf(expr.expr);
  if (expr.kind !== 'binary') return expr;
  if (isFilter(expr)) return unfiltered(expr, expr.left, expr.right);
  if (expr.op === 'and' || expr.op === 'unless') return comparedOf(expr.left);
  if (expr.op === 'or')
    return { ...expr, left: inParens(comparedOf(expr.left)), right: inParens(comparedOf(expr.right)) };
  return expr;
}

/** The two sides of the outermost comparison; undefined where there is none. */
export function sidesOf(expr: Expr): { readonly left: Expr; readonly op: string; readonly right: Expr } | undefined {
  if (expr.kind === 'paren') return sidesOf(expr.expr);
  if (expr.kind !== 'binary') return undefined;
  if (isComparison(expr)) return { left: expr.left, op: expr.op, right: expr.right };
  return expr.op === 'and' || expr.op === 'unless' ? sidesOf(expr.left) : undefined;
}

function presenceOfBinary(expr: Binary): Expr | undefined {
  const left = presenceOf(expr.left);
  if (expr.op === 'unless') return left;
  const right = presenceOf(expr.right);
  if (!left || !right) return undefined;
  return isFilter(expr) ? unfiltered(expr, left, right) : { ...expr, left, right };
}

function presenceOfCall(expr: Call): Expr | undefined {
  if (expr.func === 'absent' || expr.func === 'absent_over_time') return undefined;
  const args: Expr[] = [];
  for (const arg of expr.args) {
    const type = valueTypeOf(arg);
    const given = type === 'vector' || type === 'matrix' ? presenceOf(arg) : arg;
    if (!given) return undefined;
    args.push(given);
  }
  return { ...expr, args };
}

/** A comparison that lets everything through: `x > 1` is `x`, and of two vectors, equal or not, every pair. */
function unfiltered(expr: Binary, left: Expr, right: Expr): Expr {
  if (valueTypeOf(left) === 'scalar') return right;
  if (valueTypeOf(right) === 'scalar') return left;
  const pair = (op: '==' | '!='): Expr => inParens({ ...expr, left, right, op });
  return inParens({ ...expr, op: 'or', left: pair('=='), right: pair('!='), matching: everyLabel });
}

const everyLabel: VectorMatching = { cardinality: 'many_to_many', on: false, labels: [], include: [] };
const comparisons: ReadonlySet<string> = new Set(comparisonOperators);

function isComparison({ op }: Binary): boolean {
  return comparisons.has(op);
}

function isFilter(expr: Binary): boolean {
  return isComparison(expr) && !expr.returnBool;
}

function inParens(expr: Expr): Expr {
  return expr.kind === 'paren' ? expr : { kind: 'paren', expr, span: expr.span };
}
