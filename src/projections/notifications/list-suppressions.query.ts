import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { suppressionReasons } from '../../kernel/alert-vocabulary.js';
import { filterNames, filterOneOf, filterText, periodQuery } from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { SuppressionAnswer } from './notification.response.js';

export const listSuppressionsQuery = z.strictObject({
  alert: filterText.optional().describe('Id of the alert.'),
  rule: filterNames.optional().describe('Names of rules.'),
  channel: filterNames.optional().describe('Names of channels.'),
  reason: filterOneOf(suppressionReasons).optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
  ...periodQuery,
  ...pagingQuery,
  ...minPositionQuery,
});

/** What was not told, and why. */
export class ListSuppressions extends Query<Paged<SuppressionAnswer>> {
  constructor(readonly filter: z.infer<typeof listSuppressionsQuery>) {
    super();
  }
}
