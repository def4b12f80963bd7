import type { Span } from '../ast.js';
import { PromqlError } from '../promql-error.js';

/** Levels that an expression may nest. Whoever walks a tree by recursion relies on it. */
export const maxDepth = 500;

/** Keeps count of the levels while the parser descends. */
export class Nesting {
  private depth = 0;

  deeper<T>(at: Span, parse: () => T): T {
    if (++this.depth > maxDepth) throw tooDeep(at);
    const result = parse();
    this.depth--;
    return result;
  }
}

export function tooDeep({ from, to }: Span): PromqlError {
  const message = `the expression nests more than ${maxDepth} levels deep: write it with fewer operators and parentheses within one another`;
  return new PromqlError('limit', message, { from, to });
}
