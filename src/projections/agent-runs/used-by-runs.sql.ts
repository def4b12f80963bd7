import type { DividedRuns } from './run-selection.js';
import { USAGE_COLUMNS } from './run-usage.sql.js';

/** The fields of `PricedTokens`, in the order of `USAGE_COLUMNS`. */
const fields = ['calls', 'uncachedTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens', 'cacheWrite1hTokens'];

/**
 * What runs used, by the day of the calls and by what decides on the price: already added up where they count in whole
 * days, run by run at the edges. `runs` counts each run once.
 */
export function usedByRuns({ ofDays, ofEdges }: DividedRuns): string {
  return `
    select agent_type, model, epic_id, outcome, model_set, call_day, call_model, provider, mode, context_band,
           runs, ${USAGE_COLUMNS.join(', ')}
      from agent_run_usage where ${ofDays}
    union all
    select r.agent_type, r.model, r.epic_id, r.outcome, r.model_set, to_timestamp((k.part ->> 0)::bigint / 1000),
           k.part ->> 1, k.part ->> 2, k.part ->> 3, (k.part ->> 4)::integer, (e.ordinal = 1)::integer,
           ${fields.map((field) => `(e.tokens ->> '${field}')::numeric`).join(', ')}
      from (select * from agent_runs where ${ofEdges}) r
     cross join lateral jsonb_each(r.usage) with ordinality as e(key, tokens, ordinal)
     cross join lateral (select e.key::jsonb as part) k`;
}
