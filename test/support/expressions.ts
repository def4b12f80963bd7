import type { Expr } from '../../src/promql/ast.js';
import { parsePromql } from '../../src/promql/parse.js';
import { PromqlError } from '../../src/promql/promql-error.js';

/** The tree in brackets: who binds whom. */
export function shape(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return String(expr.value);
    case 'vector_selector':
      return expr.name! + (expr.offsetMs === 0 ? '' : `~${expr.offsetMs / 1000}`) + (expr.at === undefined ? '' : '@');
    case 'matrix_selector':
      return `${shape(expr.selector)}[${expr.rangeMs / 1000}]`;
    case 'subquery':
      return `${shape(expr.expr)}[${expr.rangeMs / 1000}:${expr.offsetMs === 0 ? '' : `~${expr.offsetMs / 1000}`}]`;
    case 'paren':
      return shape(expr.expr);
    case 'unary':
      return `{${expr.op}${shape(expr.expr)}}`;
    case 'binary':
      return `{${shape(expr.left)} ${expr.op} ${shape(expr.right)}}`;
    case 'aggregation':
      return `${expr.op}(${shape(expr.expr)})`;
    case 'call':
      return `${expr.func}(${expr.args.map(shape).join()})`;
  }
}

/** The error of a text; `place` is what its span covers. */
export function refusal(text: string): { kind: string; message: string; place: string } {
  try {
    parsePromql(text);
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    const { from, to } = error.span!;
    return { kind: error.kind, message: error.message, place: text.slice(from, to) };
  }
  throw new Error(`accepted: ${text}`);
}
