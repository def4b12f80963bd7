import type { Span } from '../promql/ast.js';

/** Why a text is no template, or cannot be expanded. `span` is where in the text. */
export class TemplateError extends Error {
  constructor(
    message: string,
    readonly span?: Span,
  ) {
    super(message);
    this.name = 'TemplateError';
  }
}
