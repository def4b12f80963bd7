import type { ComparisonOperator } from '../kernel/comparison.js';

export { type ComparisonOperator, comparisonOperators } from '../kernel/comparison.js';

/** Place in the text of an expression: offsets in UTF-16 units, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** One condition on a label; a regular expression is RE2 and matches the whole value. */
export interface LabelMatcher {
  readonly name: string;
  readonly op: MatchOperator;
  readonly value: string;
}

/** The `@` modifier: an absolute time in milliseconds, or the start or end of the query's range. */
export type AtModifier = { readonly kind: 'time'; readonly ms: number } | { readonly kind: 'start' | 'end' };

interface Timed {
  /** Milliseconds by which the selection lies in the past; negative: in the future. */
  readonly offsetMs: number;
  readonly at: AtModifier | undefined;
}

export interface NumberLiteral {
  readonly kind: 'number';
  readonly value: number;
  /** True where it was written as a duration (`5m`, which is 300). */
  readonly duration?: boolean;
  readonly span: Span;
}

export interface StringLiteral {
  readonly kind: 'string';
  readonly value: string;
  readonly span: Span;
}

/** `name{label="value"} offset 5m @ 0`. */
export interface VectorSelector extends Timed {
  readonly kind: 'vector_selector';
  /** The metric's name where it is given in front of the braces or as a quoted name within; it is in `matchers` too. */
  readonly name: string | undefined;
  /** All conditions, the one on `__name__` included. */
  readonly matchers: readonly LabelMatcher[];
  readonly span: Span;
}

/** `selector[5m]`; offset and `@` stand on the selector. */
export interface MatrixSelector {
  readonly kind: 'matrix_selector';
  readonly selector: VectorSelector;
  readonly rangeMs: number;
  readonly span: Span;
}

/** `expression[1h:1m]`; without a step, the default evaluation interval. */
export interface Subquery extends Timed {
  readonly kind: 'subquery';
  readonly expr: Expr;
  readonly rangeMs: number;
  readonly stepMs: number | undefined;
  readonly span: Span;
}

export interface Paren {
  readonly kind: 'paren';
  readonly expr: Expr;
  readonly span: Span;
}

export interface Unary {
  readonly kind: 'unary';
  readonly op: '+' | '-';
  readonly expr: Expr;
  readonly span: Span;
}

export const arithmeticOperators = ['+', '-', '*', '/', '%', '^', 'atan2'] as const;
export const setOperators = ['and', 'or', 'unless'] as const;
export type ArithmeticOperator = (typeof arithmeticOperators)[number];
export type SetOperator = (typeof setOperators)[number];
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | SetOperator;

/** How elements of two vectors find each other. */
export interface VectorMatching {
  readonly cardinality: 'one_to_one' | 'many_to_one' | 'one_to_many' | 'many_to_many';
  /** True: match on `labels` only; false: on all labels but these. */
  readonly on: boolean;
  readonly labels: readonly string[];
  /** Labels that `group_left` or `group_right` copies from the "one" side. */
  readonly include: readonly string[];
}

export interface Binary {
  readonly kind: 'binary';
  readonly op: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
  /** A comparison that answers 0 or 1 instead of filtering. */
  readonly returnBool: boolean;
  /** Present exactly where both sides are vectors. */
  readonly matching: VectorMatching | undefined;
  readonly span: Span;
}

export const aggregationOperators = [
  'sum',
  'avg',
  'count',
  'min',
  'max',
  'group',
  'stddev',
  'stdvar',
  'topk',
  'bottomk',
  'count_values',
  'quantile',
] as const;
export type AggregationOperator = (typeof aggregationOperators)[number];

export interface Aggregation {
  readonly kind: 'aggregation';
  readonly op: AggregationOperator;
  readonly expr: Expr;
  /** k of topk, φ of quantile, the label of count_values. */
  readonly parameter: Expr | undefined;
  readonly grouping: readonly string[];
  /** True: `without (grouping)`; false: `by (grouping)`. */
  readonly without: boolean;
  readonly span: Span;
}

export interface Call {
  readonly kind: 'call';
  /** Name of a function of `functions.ts`. */
  readonly func: string;
  readonly args: readonly Expr[];
  readonly span: Span;
}

/** A checked expression: whoever holds one knows that it type-checks. Made by `parsePromql` alone. */
export type Expr =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Paren
  | Unary
  | Binary
  | Aggregation
  | Call;
