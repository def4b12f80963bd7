import type { Span } from '../promql/ast.js';

/** Why what was filled in or written can be no rule: in which field, and where in its text. */
export class ConditionError extends Error {
  constructor(
    readonly field: string,
    message: string,
    /** The text that `span` is about. */
    readonly text?: string,
    readonly span?: Span,
  ) {
    super(message);
    this.name = 'ConditionError';
  }
}
