import type { Expr, Span, ValueType } from '../ast.js';

/** An expression that the parser has read, with what must be known of it to read on. */
export interface Operand<E extends Expr = Expr> {
  readonly expr: E;
  readonly type: ValueType;
  /** Levels of the tree below and with `expr`. */
  readonly depth: number;
  /** `offset` or `@` stand behind it already. */
  readonly hasOffset?: boolean;
  readonly hasAt?: boolean;
}

export function operand<E extends Expr>(expr: E, type: ValueType, parts: readonly Operand[] = []): Operand<E> {
  let depth = 0;
  for (const part of parts) depth = Math.max(depth, part.depth);
  return { expr, type, depth: depth + 1 };
}

/** From the start of one to the end of the other. */
export function covering(one: Span, other: Span): Span {
  return { from: one.from, to: other.to };
}
