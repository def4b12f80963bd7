import type { LabelMatcher, Span } from '../ast.js';
import { compileMatcher, maxPatternCost, patternCost } from '../matcher.js';
import { PromqlError } from '../promql-error.js';

/** Sees that the regular expressions of one expression are some, and together not so large that they take long. */
export class PatternBudget {
  private spent = 0;

  compile(matcher: LabelMatcher, span: Span): void {
    this.spent += patternCost(matcher);
    if (this.spent > maxPatternCost) {
      const message = `the regular expressions are too large: length times repetitions may be ${maxPatternCost} in all`;
      throw new PromqlError('limit', message, span);
    }
    try {
      compileMatcher(matcher);
    } catch (error) {
      throw error instanceof PromqlError ? new PromqlError(error.kind, error.message, span) : error;
    }
  }
}
