import type { Span, ValueType } from '../ast.js';
import type { FunctionSignature } from '../functions.js';
import { PromqlError } from '../promql-error.js';
import { goQuote } from './go-quote.js';
import type { Operand } from './operand.js';

/**
 * Collects what is wrong with the types while the expression is read. It counts only where the text is an expression at
 * all: Prometheus names mistakes of grammar first.
 */
export class TypeChecker {
  private first: PromqlError | undefined;

  problem(message: string, { from, to }: Span): void {
    this.first ??= new PromqlError('parse', message, { from, to });
  }

  /** Throws the first problem. */
  settle(): void {
    if (this.first !== undefined) throw this.first;
  }

  expect({ expr, type }: Operand, wanted: ValueType, context: string): void {
    if (type === wanted) return;
    this.problem(`expected type ${documented(wanted)} in ${context}, got ${documented(type)}`, expr.span);
  }

  unary({ type }: Operand, span: Span): void {
    if (isNumeric(type)) return;
    const allowed = 'unary expression only allowed on expressions of type scalar or instant vector';
    this.problem(`${allowed}, got ${goQuote(documented(type))}`, span);
  }

  subquery({ type }: Operand, span: Span): void {
    if (type !== 'vector') this.problem(`subquery is only allowed on instant vector, got ${type} instead`, span);
  }

  call({ name, args: wanted, variadic }: FunctionSignature, args: readonly Operand[], span: Span): void {
    const least = variadic === 0 ? wanted.length : wanted.length - 1;
    const most = variadic < 0 ? Infinity : least + variadic;
    const which = variadic === 0 ? '' : args.length < least ? 'at least ' : 'at most ';
    if (args.length < least || args.length > most) {
      const count = args.length < least ? least : most;
      this.problem(`expected ${which}${count} argument(s) in call to ${goQuote(name)}, got ${args.length}`, span);
      return;
    }
    const last = wanted.length - 1;
    const wrong = args.findIndex(({ type }, index) => type !== wanted[Math.min(index, last)]);
    if (wrong < 0) return;
    this.expect(args[wrong]!, wanted[Math.min(wrong, last)]!, `call to function ${goQuote(name)}`);
  }
}

export function isNumeric(type: ValueType): boolean {
  return type === 'scalar' || type === 'vector';
}

function documented(type: ValueType): string {
  if (type === 'vector') return 'instant vector';
  return type === 'matrix' ? 'range vector' : type;
}
