import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { asOfQuery, filterFlag, filterNames, filterOneOf, filterText } from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import { type SilenceAnswer, silenceStates } from './silence.response.js';

export const listSilencesQuery = z.strictObject({
  state: filterOneOf(silenceStates).optional(),
  ruleName: filterText.optional().describe('Silences that name this rule.'),
  createdBy: filterNames.optional(),
  text: filterText.optional().describe('Part of the comment.'),
  demo: filterFlag.optional(),
  order: z.enum(['asc', 'desc']).default('desc').describe('By their start.'),
  ...asOfQuery,
  ...pagingQuery,
  ...minPositionQuery,
});

/** Silences, filtered, as they are or as they were known at an instant. */
export class ListSilences extends Query<Paged<SilenceAnswer>> {
  constructor(readonly filter: z.infer<typeof listSilencesQuery>) {
    super();
  }
}
