import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { deploymentStatuses } from '../../events/deployment.events.js';
import { filterFlag, filterNames, filterOneOf, filterText, timeOrderQuery } from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { DeploymentAnswer } from './deployment.response.js';

export const listDeploymentsQuery = z.strictObject({
  status: filterOneOf(deploymentStatuses).optional(),
  environment: filterNames.optional(),
  service: filterNames.optional(),
  version: filterNames.optional(),
  repository: filterNames.optional(),
  initiatedBy: filterNames.optional(),
  agentId: filterNames.optional(),
  epicId: filterNames.optional(),
  demo: filterFlag.optional(),
  text: filterText.optional().describe('Part of the id, version, commit, reason or error.'),
  ...timeOrderQuery(['updatedAt', 'triggeredAt']),
  ...pagingQuery,
  ...minPositionQuery,
});

/** Deployments, filtered. */
export class ListDeployments extends Query<Paged<DeploymentAnswer>> {
  constructor(readonly filter: z.infer<typeof listDeploymentsQuery>) {
    super();
  }
}
