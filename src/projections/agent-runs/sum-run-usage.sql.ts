import type { SqlConditions } from '../../platform/postgres/keyset-list.js';
import { keyOf } from './agent-runs.sql.js';
import type { RunPricePeriod } from './list-run-models.query.js';
import { type DoubtfulModel, doubtfulModels, type MixedDays, mixedDays } from './price-certainty.js';
import type { RunDimension } from './report-agents.query.js';
import type { DividedRuns } from './run-selection.js';
import { bound, IN_PERIOD, modelColumns, periodTable, sameModel, USAGE_COLUMNS, USAGE_SUMS } from './run-usage.sql.js';
import { usedByRuns } from './used-by-runs.sql.js';

/**
 * What runs used, by key, outcome, whether all of it has a price (`known`), and period; with no period, how many runs
 * there are. It is read by days; by quarters of an hour (`agent_usage_sums`) only
 *
 * - of runs that used a model that has a price at times only, so that it depends on the run whether all of it has one,
 * - of a model on days on which its price changed.
 */
export function runUsageSums(by: RunDimension, runs: DividedRuns, periods: readonly RunPricePeriod[]): string {
  const { all, conditions } = runs;
  const doubtful = doubtfulModels(periods);
  const mixed = mixedDays(periods);
  const keyed = `select agent_id, ${keyOf(by)} as key, outcome, model_set from agent_runs where ${all}`;
  return `
    with periods as materialized (select * from ${periodTable(periods, conditions)}),
    used as materialized (select *, ${keyOf(by)} as key from (${usedByRuns(runs)}) u),
    doubtful as materialized (
      select u.model_set, bool_and(m.at_times) as at_times
        from used u join ${doubtfulTable(doubtful, conditions)} on ${sameModel('m', 'call_model')} group by 1),
    told as (
      select u.*, d.model_set is null as known
        from used u left join doubtful d on d.model_set = u.model_set where d.at_times is not true)
    select u.key, u.outcome, u.known, null as period, sum(u.runs) as runs, ${USAGE_SUMS} from told u group by 1, 2, 3
    union all
    select u.key, u.outcome, true, p.ordinal - 1, 0, ${USAGE_SUMS}
      from told u join periods p
        on ${sameModel('p', 'call_model')} and u.call_day >= p.from_at and u.call_day + interval '24 hours' <= p.to_at
     where u.known group by 1, 2, 4
    ${mixed.length === 0 ? '' : ofMixedDays(keyed, mixed, conditions)}
    ${doubtful.some(({ atTimes }) => atTimes) ? ofDoubtfulRuns(keyed) : ''}`;
}

function ofMixedDays(runs: string, days: readonly MixedDays[], conditions: SqlConditions): string {
  return `
    union all
    select r.key, r.outcome, true, p.ordinal - 1, 0, ${USAGE_SUMS}
      from ${mixedTable(days, conditions)}
      join agent_usage_sums u on ${sameModel('d')} and u.quarter >= d.from_at and u.quarter < d.to_at
      join (${runs}) r on r.agent_id = u.agent_id
      join periods p on ${IN_PERIOD}
     where r.model_set not in (select model_set from doubtful)
     group by 1, 2, 4`;
}

/**
 * Once over the rows, in whatever plan: the planner takes usage in periods for much less than it is, and would join two
 * such results row by row.
 */
function ofDoubtfulRuns(runs: string): string {
  return `
    union all
    select u.key, u.outcome, u.known, u.ordinal - 1, count(*) filter (where u.is_first), ${USAGE_SUMS}
      from (
        select r.key, r.outcome, p.ordinal, ${USAGE_COLUMNS.map((column) => `u.${column}`).join(', ')},
               bool_and(p.priced) over (partition by u.agent_id) as known,
               row_number() over (partition by u.agent_id order by p.ordinal, u.quarter, u.failed) = 1 as is_first
          from (${runs} and model_set in (select model_set from doubtful where at_times)) r
          join agent_usage_sums u on u.agent_id = r.agent_id join periods p on ${IN_PERIOD}) u
     group by 1, 2, 3, 4`;
}

function doubtfulTable(models: readonly DoubtfulModel[], conditions: SqlConditions): string {
  const columns = [...modelColumns(models, conditions), bound(conditions, 'boolean', models, (one) => one.atTimes)];
  return `unnest(${columns.join(', ')}) as m(model, provider, mode, context_band, at_times)`;
}

function mixedTable(days: readonly MixedDays[], conditions: SqlConditions): string {
  const columns = [
    ...modelColumns(days, conditions),
    bound(conditions, 'timestamptz', days, ({ fromMs }) => new Date(fromMs).toISOString()),
    bound(conditions, 'timestamptz', days, ({ toMs }) => new Date(toMs).toISOString()),
  ];
  return `unnest(${columns.join(', ')}) as d(model, provider, mode, context_band, from_at, to_at)`;
}
