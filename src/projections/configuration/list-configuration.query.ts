import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { asOfQuery, filterFlag, filterNames, filterText, periodQuery } from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { ConfigurationAnswer } from './configuration.response.js';

export const listConfigurationQuery = z.strictObject({
  prefix: filterText.optional().describe('How the key begins.'),
  updatedBy: filterNames.optional(),
  demo: filterFlag.optional(),
  text: filterText.optional().describe('Part of the key or reason.'),
  order: z.enum(['asc', 'desc']).default('desc').describe('By the time of the change.'),
  ...periodQuery,
  ...asOfQuery,
  ...pagingQuery,
  ...minPositionQuery,
});

/** The keys that are set, filtered, as they are or as they were known at an instant. */
export class ListConfiguration extends Query<Paged<ConfigurationAnswer>> {
  constructor(readonly filter: z.infer<typeof listConfigurationQuery>) {
    super();
  }
}
