import type { Aggregation, Expr, LabelMatcher, VectorSelector } from '../promql/ast.js';
import { formatPromql } from '../promql/format.js';
import { parsePromql } from '../promql/parse.js';
import { PromqlError } from '../promql/promql-error.js';
import { ConditionError } from './condition-error.js';
import type { KnownMetric, MetricKinds } from './metric-kinds.js';

/** What a `rate` or `absence` rule looks at: series, or one aggregation over them. */
export interface RuleSelector {
  readonly name: string | undefined;
  readonly matchers: readonly LabelMatcher[];
  readonly metric: KnownMetric | undefined;
  /** Puts the aggregation, if there is one, around an expression over the series. */
  readonly around: (inner: string) => string;
  readonly aggregated: boolean;
}

/** Reads `metric{label="x"}` or `sum by (label) (metric)`; other expressions have their own way as PromQL. */
export function readRuleSelector(field: string, text: string, kinds: MetricKinds): RuleSelector {
  const expr = withoutParens(parsedOf(field, text));
  const aggregation = expr.kind === 'aggregation' ? expr : undefined;
  const selector = withoutParens(aggregation?.expr ?? expr);
  if (selector.kind !== 'vector_selector') {
    throw new ConditionError(
      field,
      'must be a selector such as metric{label="value"}, or one aggregation over it such as ' +
        'sum by (label) (metric); anything else is written as PromQL, with the kind promql',
      text,
      selector.span,
    );
  }
  if (selector.offsetMs !== 0 || selector.at !== undefined) {
    throw new ConditionError(field, 'must look at now: without offset and @', text, selector.span);
  }
  return { ...readSeries(selector, kinds), ...aroundOf(aggregation, text) };
}

export function parsedOf(field: string, text: string): Expr {
  try {
    return parsePromql(text);
  } catch (error) {
    if (error instanceof PromqlError) throw new ConditionError(field, error.message, text, error.span);
    throw error;
  }
}

export function withoutParens(expr: Expr): Expr {
  return expr.kind === 'paren' ? withoutParens(expr.expr) : expr;
}

/** The base name of a histogram or summary stands for how often something was observed. */
function readSeries({ name, matchers }: VectorSelector, kinds: MetricKinds) {
  const metric = name === undefined ? undefined : kinds(name);
  if (metric?.observations === undefined) return { name, matchers, metric };
  const counted = matchers.filter(({ name: label }) => label !== 'le' && label !== 'quantile');
  return { name: metric.observations, matchers: counted, metric: kinds(metric.observations) };
}

function aroundOf(aggregation: Aggregation | undefined, text: string) {
  if (aggregation === undefined) return { aggregated: false, around: (inner: string) => inner };
  // As it was written, with something else between its parentheses.
  const { span, expr } = aggregation;
  const before = text.slice(span.from, expr.span.from);
  const after = text.slice(expr.span.to, span.to);
  return { aggregated: true, around: (inner: string) => `${before}${inner}${after}` };
}

/** A selector as PromQL: `metric{label="value"}`. */
export function selectorText({ name, matchers }: Pick<VectorSelector, 'name' | 'matchers'>): string {
  const span = { from: 0, to: 0 };
  return formatPromql({ kind: 'vector_selector', name, matchers, offsetMs: 0, at: undefined, span });
}
