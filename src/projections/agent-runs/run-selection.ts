import { z } from 'zod';
import { kebabCase } from '../../events/reported-fields.js';
import { filterFlag, filterNames } from '../../platform/http/filter-query.js';
import { SqlConditions } from '../../platform/postgres/keyset-list.js';
import type { Period } from '../../platform/http/analytics-period.js';

/** Which runs are meant, apart from their time. */
export const runFilterQuery = {
  type: filterNames
    .transform((types) => types.map(kebabCase))
    .optional()
    .describe('Only of these agent types.'),
  model: filterNames.optional().describe('Only of these models.'),
  epic: filterNames.optional().describe('Only of these epics.'),
  demo: filterFlag.optional().describe('Only simulated runs, or only real ones.'),
};
const filter = z.object(runFilterQuery);
type RunFilter = z.infer<typeof filter>;

/** Runs that count in a period, and are as the filter says. */
export interface RunSelection extends Partial<RunFilter>, Period {}

/** Conditions on the columns that runs and their sums share; `time` is the column of their time. */
export function selectedRuns({ type, model, epic, demo }: Partial<RunFilter>, time: string, { from, to }: Period) {
  return new SqlConditions()
    .between(time, from.toISOString(), to.toISOString())
    .equals('agent_type', type)
    .equals('model', model)
    .equals('epic_id', epic)
    .equals('demo', demo);
}
