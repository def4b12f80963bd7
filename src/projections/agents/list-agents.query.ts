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
  periodQuery,
} from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { AgentAnswer } from './agent.response.js';

export const listAgentsQuery = z.strictObject({
  state: filterOneOf(agentStates).optional(),
  type: filterNames.transform((types) => types.map(kebabCase)).optional(),
  epicId: filterNames.optional(),
  storyId: filterNames.optional(),
  prNumber: filterWholeNumber.optional(),
  model: filterNames.optional(),
  sessionId: filterNames.optional(),
  parentAgentId: filterNames.optional(),
  demo: filterFlag.optional(),
  text: filterText.optional().describe('Part of the id, task, reason or error.'),
  sort: z
    .enum(['updatedAt', 'createdAt'])
    .default('updatedAt')
    .describe('The time that orders the list, and that `from` and `to` are about.'),
  order: z.enum(['asc', 'desc']).default('desc'),
  ...periodQuery,
  ...asOfQuery,
  ...pagingQuery,
  ...minPositionQuery,
});

/** Agents, filtered, as they are or as they were known at an instant. */
export class ListAgents extends Query<Paged<AgentAnswer>> {
  constructor(readonly filter: z.infer<typeof listAgentsQuery>) {
    super();
  }
}
