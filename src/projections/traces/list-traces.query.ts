import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { kebabCase } from '../../events/reported-fields.js';
import { filterFlag, filterNames, filterOneOf, periodQuery } from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { TraceItem } from './trace.response.js';
import { traceStatuses } from './trace.row.js';

const milliseconds = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,3})?$/, 'must be a number of milliseconds, 0 or more')
  .transform(Number);

export const listTracesQuery = z.strictObject({
  agentId: filterNames.optional(),
  agentType: filterNames.transform((types) => types.map(kebabCase)).optional(),
  epicId: filterNames.optional(),
  storyId: filterNames.optional(),
  status: filterOneOf(traceStatuses).optional(),
  minDurationMs: milliseconds.optional().describe('At least so long.'),
  maxDurationMs: milliseconds.optional().describe('At most so long.'),
  demo: filterFlag.optional(),
  ...periodQuery,
  ...pagingQuery,
  ...minPositionQuery,
});

/** Runs of agents, and traces that no agent has a part in, by their start, the newest first. */
export class ListTraces extends Query<Paged<TraceItem>> {
  constructor(readonly filter: z.infer<typeof listTracesQuery>) {
    super();
  }
}
