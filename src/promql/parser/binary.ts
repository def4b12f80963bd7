import {
  arithmeticOperators,
  comparisonOperators,
  setOperators,
  type Binary,
  type BinaryOperator,
  type Span,
  type VectorMatching,
} from '../ast.js';
import { PromqlError } from '../promql-error.js';
import { goQuote } from './go-quote.js';
import { parseGrouping } from './grouping.js';
import { covering, operand, type Operand } from './operand.js';
import type { TokenStream } from './token-stream.js';
import type { Token } from './token.js';
import { isNumeric, type TypeChecker } from './type-checker.js';

const arithmetic: ReadonlySet<string> = new Set(arithmeticOperators);
const comparisons: ReadonlySet<string> = new Set(comparisonOperators);
const sets: ReadonlySet<string> = new Set(setOperators);

/** An operator with what stands between it and its right side. */
export interface Operator {
  readonly op: BinaryOperator;
  readonly returnBool: boolean;
  readonly matching: VectorMatching;
  readonly span: Span;
}

/** `bool`, `on (…)` or `ignoring (…)`, `group_left (…)` or `group_right (…)` behind an operator's sign. */
export function parseOperator(tokens: TokenStream): Operator {
  const sign = tokens.take();
  const op = knownOperator(sign);
  const returnBool = tokens.skip('bool');
  const matching = parseMatching(tokens);
  if (tokens.at('fill', 'fill_left', 'fill_right')) {
    const { from, to } = tokens.current;
    throw new PromqlError('unsupported', 'binop fill modifiers are experimental and not enabled', { from, to });
  }
  return { op, returnBool, matching, span: { from: sign.from, to: tokens.lastEnd } };
}

function knownOperator({ type, from, to }: Token): BinaryOperator {
  if (arithmetic.has(type) || comparisons.has(type) || sets.has(type)) return type as BinaryOperator;
  const message = `operator ${goQuote(type)} works on native histograms only, which are not supported`;
  throw new PromqlError('unsupported', message, { from, to });
}

function parseMatching(tokens: TokenStream): VectorMatching {
  if (!tokens.at('on', 'ignoring')) return { cardinality: 'one_to_one', on: false, labels: [], include: [] };
  const on = tokens.take().type === 'on';
  const labels = parseGrouping(tokens);
  if (!tokens.at('group_left', 'group_right')) return { cardinality: 'one_to_one', on, labels, include: [] };
  const cardinality = tokens.take().type === 'group_left' ? 'many_to_one' : 'one_to_many';
  return { cardinality, on, labels, include: tokens.at('(') ? parseGrouping(tokens) : [] };
}

/** Both sides joined, after Prometheus' rules on what an operator may join. */
export function joined(types: TypeChecker, left: Operand, operator: Operator, right: Operand): Operand<Binary> {
  const { op, returnBool } = operator;
  const span = covering(left.expr.span, right.expr.span);
  const vectors = left.type === 'vector' && right.type === 'vector';
  checkOperator(types, left, operator, right);
  if (vectors && sets.has(op)) checkSet(types, operator, span);
  if (!vectors && operator.matching.labels.length > 0) {
    types.problem('vector matching only allowed between instant vectors', span);
  }
  if (sets.has(op) && (left.type === 'scalar' || right.type === 'scalar')) {
    types.problem(`set operator ${goQuote(op)} not allowed in binary scalar expression`, span);
  }
  const matching = vectors ? settled(op, operator.matching) : undefined;
  const scalar = left.type === 'scalar' && right.type === 'scalar';
  return operand(
    { kind: 'binary', op, left: left.expr, right: right.expr, returnBool, matching, span },
    scalar ? 'scalar' : 'vector',
    [left, right],
  );
}

function checkOperator(types: TypeChecker, left: Operand, operator: Operator, right: Operand): void {
  const { op, returnBool, matching, span } = operator;
  if (returnBool && !comparisons.has(op)) {
    types.problem('bool modifier can only be used on comparison operators', span);
  }
  if (comparisons.has(op) && !returnBool && left.type === 'scalar' && right.type === 'scalar') {
    types.problem('comparisons between scalars must use BOOL modifier', span);
  }
  const included = new Set(matching.include);
  const twice = matching.on ? matching.labels.find((label) => included.has(label)) : undefined;
  if (twice !== undefined) {
    types.problem(`label ${goQuote(twice)} must not occur in ON and GROUP clause at once`, span);
  }
  for (const { type, expr } of [left, right]) {
    if (isNumeric(type)) continue;
    types.problem('binary expression must contain only scalar and instant vector types', expr.span);
  }
}

function checkSet(types: TypeChecker, { op, matching }: Operator, span: Span): void {
  if (matching.cardinality !== 'one_to_one') types.problem(`no grouping allowed for ${goQuote(op)} operation`, span);
}

function settled(op: BinaryOperator, matching: VectorMatching): VectorMatching {
  return sets.has(op) ? { ...matching, cardinality: 'many_to_many' } : matching;
}
