import type { Span } from './ast.js';

/**
 * - `parse`: the text is no expression that Prometheus would accept; `span` is where.
 * - `evaluate`: it is one, but cannot be answered on these series (many-to-many matching, duplicate label sets, …).
 * - `unsupported`: Prometheus would answer; we do not (native histograms, experimental functions).
 * - `limit`: it asks for more samples, series or time than is allowed; the message names the limit.
 */
export type PromqlErrorKind = 'parse' | 'evaluate' | 'unsupported' | 'limit';

/** Why an expression has no answer. Its message is safe to show. */
export class PromqlError extends Error {
  constructor(
    readonly kind: PromqlErrorKind,
    message: string,
    readonly span?: Span,
  ) {
    super(message);
    this.name = 'PromqlError';
  }
}
