import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { incidentSeverities, incidentStatuses } from '../../events/incident.events.js';
import { filterFlag, filterNames, filterOneOf, filterText, timeOrderQuery } from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { IncidentAnswer } from './incident.response.js';

export const listIncidentsQuery = z.strictObject({
  status: filterOneOf(incidentStatuses).optional(),
  severity: filterOneOf(incidentSeverities).optional(),
  service: filterNames.optional(),
  environment: filterNames.optional(),
  deploymentId: filterNames.optional(),
  demo: filterFlag.optional(),
  text: filterText.optional().describe('Part of the id, title, description, reason or root cause.'),
  ...timeOrderQuery(['updatedAt', 'detectedAt']),
  ...pagingQuery,
  ...minPositionQuery,
});

/** Incidents, filtered. */
export class ListIncidents extends Query<Paged<IncidentAnswer>> {
  constructor(readonly filter: z.infer<typeof listIncidentsQuery>) {
    super();
  }
}
