import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { agentStates } from '../../events/agent.events.js';
import { kebabCase } from '../../events/reported-fields.js';
import {
  asOfQuery,
  filterFlag,
  filterNames,
  filterOneOf,
  filterText,
  filterWholeNumber,
  timeOrderQuery,
} from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { ListedAgent } from './agent.response.js';

export const listAgentsQuery = z.strictObject({
  state: filterOneOf(agentStates).optional(),
  type: filterNames.transform((types) => types.map(kebabCase)).optional(),
  epicId: filterNames.optional(),
  storyId: filterNames.optional(),
  prNumber: filterWholeNumber.optional(),
  team: filterNames.optional(),
  model: filterNames.optional(),
  sessionId: filterNames.optional(),
  parentAgentId: filterNames.optional(),
  demo: filterFlag.optional(),
  text: filterText.optional().describe('Part of the id, task, reason or error.'),
  ...timeOrderQuery(['updatedAt', 'createdAt']),
  ...asOfQuery,
  ...pagingQuery,
  ...minPositionQuery,
});

/** Agents, filtered, as they are or as they were known at an instant. */
export class ListAgents extends Query<Paged<ListedAgent>> {
  constructor(readonly filter: z.infer<typeof listAgentsQuery>) {
    super();
  }
}
