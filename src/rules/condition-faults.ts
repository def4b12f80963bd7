import type { Expr, Subquery } from '../promql/ast.js';
import { valueTypeOf } from '../promql/value-type.js';
import { visit } from '../promql/visit.js';
import { remark, type RuleRemark } from './rule-remark.js';

/** Points of a subquery, of one within another their product, beyond which no evaluation would come to an end. */
const MOST_SUBQUERY_POINTS = 1_000_000;

/** Why an expression that PromQL allows cannot be a condition of an alert. */
export function conditionFaults(text: string, expr: Expr, defaultStepMs: number): readonly RuleRemark[] {
  const type = valueTypeOf(expr);
  if (type !== 'vector') {
    const scalar = type === 'scalar' ? ': as a condition it would always fire; compare a vector, or use vector(…)' : '';
    return [
      remark(
        'condition',
        `answers a ${type === 'matrix' ? 'range of values' : type}, not a vector${scalar}`,
        text,
        expr.span,
      ),
    ];
  }
  const always = comparisonsThatAlwaysAnswer(expr).map((one) =>
    remark(
      'condition',
      'a comparison with bool answers 0 or 1 for every series, so the alert would always fire; leave out bool',
      text,
      one.span,
    ),
  );
  return [...always, ...endless(text, expr, defaultStepMs)];
}

/** At the top, and on both sides of `and`, `or` and `unless`, it counts whether there is an element, not its value. */
function comparisonsThatAlwaysAnswer(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'paren':
      return comparisonsThatAlwaysAnswer(expr.expr);
    case 'binary':
      if (expr.op === 'and' || expr.op === 'or' || expr.op === 'unless') {
        return [expr.left, expr.right].flatMap(comparisonsThatAlwaysAnswer);
      }
      return expr.returnBool ? [expr] : [];
    default:
      return [];
  }
}

function endless(text: string, expr: Expr, defaultStepMs: number): readonly RuleRemark[] {
  for (const [subquery, points] of subqueryPoints(expr, defaultStepMs)) {
    if (points <= MOST_SUBQUERY_POINTS) continue;
    const message = `this subquery has ${points} points, more than ${MOST_SUBQUERY_POINTS}: take a longer step or a shorter range`;
    return [remark('condition', message, text, subquery.span)];
  }
  return [];
}

/** Of each subquery, how often the expression that is innermost in it is evaluated for one evaluation of the whole. */
export function subqueryPoints(expr: Expr, defaultStepMs: number): ReadonlyMap<Subquery, number> {
  const subqueries: Subquery[] = [];
  visit(expr, (node) => {
    if (node.kind === 'subquery') subqueries.push(node);
  });
  const points = new Map<Subquery, number>();
  // From the inside out.
  for (const subquery of subqueries.reverse()) {
    let within = 1;
    visit(subquery.expr, (node) => {
      if (node.kind === 'subquery') within = Math.max(within, points.get(node) ?? 1);
    });
    points.set(subquery, within * Math.ceil(subquery.rangeMs / (subquery.stepMs ?? defaultStepMs)));
  }
  return points;
}
