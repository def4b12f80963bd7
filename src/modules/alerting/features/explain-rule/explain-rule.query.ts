import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { filterInstant } from '../../../../platform/http/filter-query.js';
import { minPositionQuery } from '../../../../platform/http/reads-from.js';
import type { ExplainedRule } from './explained-rule.response.js';

export const explainRuleQuery = z.strictObject({
  at: filterInstant.optional().describe('The moment to explain; the last evaluation where it is not given.'),
  ...minPositionQuery,
});

/** Why a rule did, or did not, fire at a moment. */
export class ExplainRule extends Query<ExplainedRule> {
  constructor(
    /** Its id or name. */
    readonly reference: string,
    readonly at: Date | undefined,
  ) {
    super();
  }
}
