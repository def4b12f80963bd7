import type { ArithmeticOperator, BinaryOperator, ComparisonOperator, SetOperator } from '../ast.js';
import { comparisonOperators, setOperators } from '../ast.js';

export function isComparison(op: BinaryOperator): op is ComparisonOperator {
  return (comparisonOperators as readonly string[]).includes(op);
}

export function isSetOperator(op: BinaryOperator): op is SetOperator {
  return (setOperators as readonly string[]).includes(op);
}

export const arithmetic: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '^': power,
  atan2: Math.atan2,
};

export const comparisons: Readonly<Record<ComparisonOperator, (left: number, right: number) => boolean>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '>': (left, right) => left > right,
  '<': (left, right) => left < right,
  '>=': (left, right) => left >= right,
  '<=': (left, right) => left <= right,
};

/** As IEEE 754 and Go have it; JavaScript says NaN where the base is 1 and the exponent is not finite. */
function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY)) return 1;
  return base ** exponent;
}
