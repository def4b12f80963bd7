import type { RunDimension } from './report-agents.query.js';
import type { DividedRuns } from './run-selection.js';

const columns: Readonly<Record<RunDimension, string>> = { type: 'agent_type', model: 'model', epic: 'epic_id' };

/** What runs, or sums of them, are told apart by; null: nobody says. */
export function keyOf(by: RunDimension): string {
  return `nullif(${columns[by]}, '')`;
}

const sums = ['calls', 'failed_calls', 'retries', 'tool_calls'];

/** Runs already added up, by what they are told apart by, and single ones of the edges: a row may count for many. */
function countedRuns(by: RunDimension, { ofDays, ofEdges }: DividedRuns): string {
  const shared = `${keyOf(by)} as key, outcome, input_tokens + output_tokens as tokens, ${sums.join(', ')}`;
  return `
    select ${shared}, error_class, runs, runs_with_calls from agent_run_sums where ${ofDays}
    union all
    select ${shared}, error_class, 1, (calls > 0)::integer from agent_runs where ${ofEdges}`;
}

/** Sums of every key, and of all of them together (`is_fleet`). */
export function runSums(by: RunDimension, runs: DividedRuns): string {
  const count = (outcome: string) => `coalesce(sum(runs) filter (where outcome = '${outcome}'), 0) as ${outcome}`;
  const ofSuccess = (column: string) => `sum(${column}) filter (where outcome = 'succeeded')`;
  return `
    select key, grouping(key) = 1 as is_fleet, coalesce(sum(runs), 0) as runs,
           ${['succeeded', 'failed', 'terminated', 'open'].map(count).join(', ')},
           ${ofSuccess('tokens')} / nullif(${ofSuccess('runs_with_calls')}, 0) as tokens_of_success,
           ${sums.map((column) => `sum(${column}) as ${column}`).join(', ')}
      from (${countedRuns(by, runs)}) r group by grouping sets ((key), ()) order by runs desc, key`;
}

export function errorCounts(by: RunDimension, runs: DividedRuns): string {
  return `
    select key, grouping(key) = 1 as is_fleet, error_class, sum(runs) as runs
      from (${countedRuns(by, runs)}) r where outcome = 'failed'
     group by grouping sets ((key, error_class), (error_class)) order by runs desc, error_class`;
}

/** Of runs that finished; what holds for the slices that are asked for holds for all of them, or nearly. */
export function runQuantiles(by: RunDimension, conditions: string): string {
  const quantiles = (column: string) => `percentile_cont(array[0.5, 0.95, 0.99]) within group (order by ${column})`;
  return `
    select key, grouping(key) = 1 as is_fleet, count(*) as runs,
           ${quantiles('execution_seconds')} as execution, count(execution_seconds) as with_execution,
           ${quantiles('active_seconds')} as active, count(active_seconds) as with_active
      from (select ${keyOf(by)} collate "C" as key, execution_seconds, active_seconds
              from agent_runs where ${conditions} and outcome in ('succeeded', 'failed')) r
     group by grouping sets ((key), ())`;
}

/**
 * The first verdicts on the pull requests of these runs. A pull request is of the run that it names; while it names
 * none, of those that name its number, as long as only one pull request has it, and that were over when it was
 * reviewed first: whoever reviews it is not judged by that review. Begins with what was reviewed, which is far less
 * than what ran.
 */
export function firstVerdicts(by: RunDimension, conditions: string): string {
  const runs = `(select agent_id, pr_number, ended_at, ${keyOf(by)} as key from agent_runs where ${conditions}) r`;
  return `
    with verdicts as materialized (
      select distinct on (p.id) p.id, p.agent_id, p.number, v.verdict, v.submitted_at
        from pull_request_reviews v join pull_requests p on p.id = v.pull_request_id
       where v.verdict is not null and v.verdict <> 'pending' and v.reviewer is distinct from p.author
       order by p.id, v.submitted_at, v.review_key),
    judged as (
      select r.key, v.id, v.verdict from verdicts v join ${runs} on r.agent_id = v.agent_id
      union
      select r.key, v.id, v.verdict
        from verdicts v join ${runs} on r.pr_number = v.number::text and r.ended_at <= v.submitted_at
       where v.agent_id is null and not exists (
         select from pull_requests o where o.number = v.number and o.id <> v.id))
    select key, grouping(key) = 1 as is_fleet, count(distinct id) as reviewed,
           count(distinct id) filter (where verdict = 'approved') as approved
      from judged group by grouping sets ((key), ())`;
}
