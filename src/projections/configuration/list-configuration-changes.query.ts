import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { periodQuery } from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { ConfigurationChange } from './configuration.response.js';

export const listConfigurationChangesQuery = z.strictObject({
  ...periodQuery,
  ...pagingQuery,
  ...minPositionQuery,
});

/** The changes of one key, newest first; none for a key that nothing has been recorded of. */
export class ListConfigurationChanges extends Query<Paged<ConfigurationChange>> {
  constructor(
    readonly key: string,
    readonly filter: z.infer<typeof listConfigurationChangesQuery>,
  ) {
    super();
  }
}
