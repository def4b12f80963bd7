import { z } from 'zod';
import { kebabCase } from '../../events/reported-fields.js';
import { filterFlag, filterNames } from '../../platform/http/filter-query.js';
import { SqlConditions } from '../../platform/postgres/keyset-list.js';
import type { Period } from '../../platform/http/analytics-period.js';
import { dividedByDays } from './whole-days.js';

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
export function selectedRuns(filter: Partial<RunFilter>, time: string, { from, to }: Period): SqlConditions {
  return filtered(filter).between(time, from.toISOString(), to.toISOString());
}

/** Runs of a period, most of them by the sums of whole days; all conditions rest on the same parameters. */
export interface DividedRuns {
  /** On sums by `day`. */
  readonly ofDays: string;
  /** On `agent_runs`: those that count in no whole day of the period. */
  readonly ofEdges: string;
  /** On `agent_runs`: all of the period. */
  readonly all: string;
  readonly conditions: SqlConditions;
}

export function dividedRuns(filter: Partial<RunFilter>, period: Period): DividedRuns {
  const conditions = filtered(filter);
  const { sql } = conditions;
  const known = new Map<number, string>();
  const placeOf = (at: Date) => {
    const place = known.get(at.getTime()) ?? conditions.bind(at.toISOString());
    known.set(at.getTime(), place);
    return `${place}::timestamptz`;
  };
  const within = (time: string, { from, to }: Period) => `${time} >= ${placeOf(from)} and ${time} < ${placeOf(to)}`;
  const { whole, edges } = dividedByDays(period);
  // One `or` of ranges, each of which the index on the time can find.
  const edge = edges.map((part) => `(${within('counted_at', part)})`).join(' or ') || 'false';
  return {
    ofDays: `${sql} and ${whole === null ? 'false' : within('day', whole)}`,
    ofEdges: `${sql} and (${edge})`,
    all: `${sql} and ${within('counted_at', period)}`,
    conditions,
  };
}

function filtered({ type, model, epic, demo }: Partial<RunFilter>): SqlConditions {
  return new SqlConditions()
    .equals('agent_type', type)
    .equals('model', model)
    .equals('epic_id', epic)
    .equals('demo', demo);
}
