import type { Expr } from './ast.js';
import { ExpressionParser } from './parser/expression-parser.js';

/**
 * The expression that a text holds, by the grammar and the types of Prometheus 3.14 without feature flags. Everything
 * else is refused with a PromqlError that says where: of kind `parse` in Prometheus' words, `unsupported` where
 * Prometheus could answer (with a flag, or with native histograms), `limit` where it nests too deep.
 */
export function parsePromql(text: string): Expr {
  return new ExpressionParser(text).parse();
}
