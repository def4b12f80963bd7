import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  arithmeticOperators,
  comparisonOperators,
  setOperators,
  type AtModifier,
  type Expr,
  type LabelMatcher,
  type VectorSelector,
} from './ast.js';
import { formatPromql } from './format.js';
import { METRIC_NAME } from './labels.js';
import { parsePromql } from './parse.js';
import { PromqlError } from './promql-error.js';

const span = { from: 0, to: 0 };
const depth = { maxDepth: 6, depthIdentifier: 'expression' };
const text = fc.string({ unit: 'grapheme' });
const word = fc.oneof(
  fc.constantFrom('a', 'up', 'sum', 'by', 'without', 'on', 'bool', 'offset', 'inf', 'NaN', 'start', 'Le', 'a:b', '_x'),
  fc.string({ unit: 'grapheme', minLength: 1 }),
);
const label = word.filter((name) => name !== METRIC_NAME);
const whole = (most: number) => fc.integer({ min: 1, max: most });

const at: fc.Arbitrary<AtModifier | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom<AtModifier>({ kind: 'start' }, { kind: 'end' }),
  fc.integer({ min: -1e12, max: 1e13 }).map((ms): AtModifier => ({ kind: 'time', ms })),
);
const time = fc.record({ at, offsetMs: fc.oneof(fc.constant(0), fc.integer({ min: -1e11, max: 1e11 })) });

const number: fc.Arbitrary<Expr> = fc.oneof(
  fc.double().map((value): Expr => ({ kind: 'number', value, span })),
  whole(1e12).map((ms): Expr => ({ kind: 'number', value: ms / 1000, duration: true, span })),
);
const string: fc.Arbitrary<Expr> = text.map((value) => ({ kind: 'string', value, span }));

const matcher: fc.Arbitrary<LabelMatcher> = fc.record({
  name: label,
  op: fc.constantFrom('=', '!=', '=~', '!~'),
  value: fc.oneof(text.filter(isRegex), fc.constantFrom('a|b', '.*', 'a.+', '[0-9]+')),
});
const bareSelector: fc.Arbitrary<VectorSelector> = fc
  .record({ name: word, matchers: fc.array(matcher, { maxLength: 3 }) })
  .map(({ name, matchers }) => ({
    kind: 'vector_selector',
    name,
    matchers: [...matchers, { name: METRIC_NAME, op: '=', value: name }],
    offsetMs: 0,
    at: undefined,
    span,
  }));
const selector = fc.tuple(bareSelector, time).map(([one, moved]): VectorSelector => ({ ...one, ...moved }));

/** Expressions that type-check, of each type. Operands stand in parentheses: precedence has tests of its own. */
const { vector } = fc.letrec<{ scalar: Expr; vector: Expr; matrix: Expr }>((tie) => {
  const inside = (type: 'scalar' | 'vector') =>
    tie(type).map((expr): Expr => (needsParens(expr) ? { kind: 'paren', expr, span } : expr));
  const binary = (left: Expr, right: Expr, rest: Partial<Expr>): Expr =>
    ({ kind: 'binary', op: '+', returnBool: false, matching: undefined, ...rest, left, right, span }) as Expr;
  const names = fc.uniqueArray(word, { maxLength: 3 });
  const scalar = fc.oneof(
    depth,
    number,
    fc.constantFrom<Expr>({ kind: 'call', func: 'time', args: [], span }),
    tie('vector').map((arg): Expr => ({ kind: 'call', func: 'scalar', args: [arg], span })),
    fc
      .tuple(inside('scalar'), inside('scalar'), fc.constantFrom(...arithmeticOperators))
      .map(([left, right, op]) => binary(left, right, { op })),
    fc
      .tuple(inside('scalar'), inside('scalar'), fc.constantFrom(...comparisonOperators))
      .map(([left, right, op]) => binary(left, right, { op, returnBool: true })),
  );
  const matching = fc.record({
    on: fc.boolean(),
    labels: names,
    cardinality: fc.constantFrom('one_to_one' as const, 'many_to_one' as const, 'one_to_many' as const),
  });
  const vectors = fc.oneof(
    depth,
    selector,
    tie('vector').map((expr): Expr => ({ kind: 'paren', expr, span })),
    tie('matrix').map((arg): Expr => ({ kind: 'call', func: 'rate', args: [arg], span })),
    fc
      .tuple(tie('vector'), string)
      .map(([arg, to]): Expr => ({ kind: 'call', func: 'label_join', args: [arg, to, to], span })),
    fc
      .tuple(fc.constantFrom('+' as const, '-' as const), inside('vector'))
      .map(([op, expr]): Expr => ({ kind: 'unary', op, expr, span })),
    fc
      .tuple(inside('vector'), inside('scalar'), fc.constantFrom(...comparisonOperators), fc.boolean())
      .map(([left, right, op, returnBool]) => binary(left, right, { op, returnBool })),
    fc
      .tuple(inside('vector'), inside('vector'), fc.constantFrom(...arithmeticOperators), matching, names)
      .map(([left, right, op, match, more]) => {
        const include = match.cardinality === 'one_to_one' ? [] : more.filter((name) => !match.labels.includes(name));
        return binary(left, right, { op, matching: { ...match, include } });
      }),
    fc
      .tuple(inside('vector'), inside('vector'), fc.constantFrom(...setOperators), fc.boolean(), names)
      .map(([left, right, op, on, labels]) =>
        binary(left, right, { op, matching: { on, labels, cardinality: 'many_to_many', include: [] } }),
      ),
    fc
      .tuple(fc.constantFrom('sum' as const, 'max' as const), tie('vector'), names, fc.boolean())
      .map(([op, expr, grouping, without]): Expr => ({
        kind: 'aggregation',
        op,
        expr,
        parameter: undefined,
        grouping,
        without,
        span,
      })),
    fc.tuple(tie('scalar'), tie('vector'), names).map(([parameter, expr, grouping]): Expr => ({
      kind: 'aggregation',
      op: 'topk',
      expr,
      parameter,
      grouping,
      without: false,
      span,
    })),
  );
  const matrices = fc.oneof(
    depth,
    fc
      .tuple(selector, whole(1e12))
      .map(([one, rangeMs]): Expr => ({ kind: 'matrix_selector', selector: one, rangeMs, span })),
    fc
      .tuple(inside('vector'), whole(1e12), fc.option(whole(1e10), { nil: undefined }), time)
      .map(([expr, rangeMs, stepMs, moved]): Expr => ({ kind: 'subquery', expr, rangeMs, stepMs, ...moved, span })),
  );
  return { scalar, vector: vectors, matrix: matrices };
});

it('is read back as the same expression', () => {
  fc.assert(
    fc.property(vector, (expr) => {
      expect(comparable(parsePromql(formatPromql(expr)))).toEqual(comparable(expr));
    }),
    { numRuns: 300 },
  );
});

it('stays the same when it is read and written again', () => {
  fc.assert(
    fc.property(vector, (expr) => {
      const once = formatPromql(expr);
      expect(formatPromql(parsePromql(once))).toBe(once);
    }),
    { numRuns: 200 },
  );
});

it('is never more than a PromqlError away from any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...'(){}[],=!~<>+-*/%^@:#"\'`\n ',
      '=~',
      '!~',
      '==',
      'a',
      'sum',
      'by',
      'on',
      'bool',
      'offset',
      'rate',
    ),
    fc.constantFrom('1', '5m', '0x', '1e', '.', '_', '"b"', 'group_left', 'start', 'step', 'inf', 'and', 'fill', '\\'),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
      (source) => {
        let expr: Expr;
        try {
          expr = parsePromql(source);
        } catch (error) {
          expect(error).toBeInstanceOf(PromqlError);
          const { from, to } = (error as PromqlError).span!;
          expect(0 <= from && from <= to && to <= source.length).toBe(true);
          return;
        }
        expect(formatPromql(parsePromql(formatPromql(expr)))).toBe(formatPromql(expr));
      },
    ),
    { numRuns: 400 },
  );
});

function isRegex(source: string): boolean {
  return !/[\\.+*?()|[\]{}^$]/.test(source);
}

/** Beside a stronger operator, these would be read as another tree. */
function needsParens(expr: Expr): boolean {
  const negative = expr.kind === 'number' && (expr.value < 0 || Object.is(expr.value, -0));
  return negative || expr.kind === 'binary' || expr.kind === 'unary';
}

/** Without places, and with the matchers in one order: they have none. */
function comparable(expr: Expr): unknown {
  return JSON.parse(
    JSON.stringify(expr, (key, value: unknown) => {
      if (key === 'span') return undefined;
      if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
      if (key === 'matchers') return (value as LabelMatcher[]).map((one) => JSON.stringify(one)).sort();
      return value;
    }),
  );
}
