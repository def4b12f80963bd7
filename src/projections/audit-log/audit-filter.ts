import { z } from 'zod';
import { filterFlag, filterOneOf, filterText, periodQuery } from '../../platform/http/filter-query.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import { auditOutcomes } from './audit-mapping.js';

/** Longer than other names: a resource can be a route with its whole path. */
const MAX_RESOURCE = 600;

/** Query parameters that say which entries are meant, and in what order. */
export const auditFilterQuery = {
  actor: filterText.optional().describe('Name of who did it, or the id of the API key.'),
  action: filterText
    .regex(/^[a-z_]+(\.[a-z_]*)?\*?$/, 'must be an action as in agent.spawned, or the beginning of one as in agent.*')
    .optional()
    .describe('An action, as in `agent.spawned`; with `*` at the end, all that begin so: `agent.*`.'),
  resource: z
    .string()
    .max(MAX_RESOURCE, `must have at most ${MAX_RESOURCE} characters`)
    .regex(/^[a-z_]+:[^\p{Cc}\p{Cs}]+$/u, 'must be kind:id as in config:max.agents, or a whole kind as in config:*')
    .optional()
    .describe('What it was done to, as in `config:max.agents`; a whole kind: `config:*`.'),
  outcome: filterOneOf(auditOutcomes).optional(),
  demo: filterFlag.optional(),
  text: filterText.optional().describe('Part of the actor, action, resource, details, address or program.'),
  order: z.enum(['asc', 'desc']).default('desc'),
  ...periodQuery,
  ...minPositionQuery,
};

/** Which entries are meant, as read. */
export type AuditFilter = z.infer<z.ZodObject<typeof auditFilterQuery>>;
