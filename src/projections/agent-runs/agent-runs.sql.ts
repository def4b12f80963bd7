import type { RunDimension } from './report-agents.query.js';

const columns: Readonly<Record<RunDimension, string>> = { type: 'agent_type', model: 'model', epic: 'epic_id' };

/** The selected runs with what they are told apart by. */
export function keyedRuns(by: RunDimension, conditions: string): string {
  return `select r.*, r.${columns[by]} as key from agent_runs r where ${conditions}`;
}

const FINISHED = `outcome in ('succeeded', 'failed')`;
const quantiles = (column: string) =>
  `percentile_cont(array[0.5, 0.95, 0.99]) within group (order by ${column}) filter (where ${FINISHED})`;

/** Sums of every key, and of all of them together (`is_fleet`). */
export function runSums(runs: string): string {
  return `
    select key, grouping(key) = 1 as is_fleet, count(*) as runs,
           count(*) filter (where outcome = 'succeeded') as succeeded,
           count(*) filter (where outcome = 'failed') as failed,
           count(*) filter (where outcome = 'terminated') as terminated,
           count(*) filter (where outcome = 'open') as open,
           ${quantiles('execution_seconds')} as execution,
           count(execution_seconds) filter (where ${FINISHED}) as with_execution,
           ${quantiles('active_seconds')} as active,
           count(active_seconds) filter (where ${FINISHED}) as with_active,
           avg(input_tokens + output_tokens) filter (where outcome = 'succeeded' and calls > 0) as tokens_of_success,
           sum(calls) as calls, sum(failed_calls) as failed_calls, sum(retries) as retries,
           sum(tool_calls) as tool_calls
      from (${runs}) r group by grouping sets ((key), ()) order by runs desc, key`;
}

export function errorCounts(runs: string): string {
  return `
    select key, grouping(key) = 1 as is_fleet, error_class, count(*) as runs
      from (${runs}) r where outcome = 'failed'
     group by grouping sets ((key, error_class), (error_class)) order by runs desc, error_class`;
}

/**
 * The first verdicts on the pull requests of these runs. A pull request is of the run that it names; while it names
 * none, of those that name its number, as long as only one pull request has it, and that were over when it was
 * reviewed first: whoever reviews it is not judged by that review.
 */
export function firstVerdicts(runs: string): string {
  return `
    with runs as materialized (select key, agent_id, pr_number, ended_at from (${runs}) r),
    verdicts as (
      select distinct on (v.pull_request_id) v.pull_request_id, v.verdict, v.submitted_at
        from pull_request_reviews v join pull_requests p on p.id = v.pull_request_id
       where v.verdict is not null and v.verdict <> 'pending' and v.reviewer is distinct from p.author
       order by v.pull_request_id, v.submitted_at, v.review_key),
    numbers as (
      select number::text as number, min(id) as id, min(agent_id) as agent_id
        from pull_requests where number is not null group by number having count(*) = 1),
    judged as (
      select r.key, v.pull_request_id, v.verdict
        from runs r join pull_requests p on p.agent_id = r.agent_id join verdicts v on v.pull_request_id = p.id
      union
      select r.key, v.pull_request_id, v.verdict
        from runs r join numbers n on n.number = r.pr_number and n.agent_id is null
        join verdicts v on v.pull_request_id = n.id and r.ended_at <= v.submitted_at)
    select key, grouping(key) = 1 as is_fleet, count(distinct pull_request_id) as reviewed,
           count(distinct pull_request_id) filter (where verdict = 'approved') as approved
      from judged group by grouping sets ((key), ())`;
}
