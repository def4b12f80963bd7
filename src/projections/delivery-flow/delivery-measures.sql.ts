/**
 * Everything that is measured, each thing at the moment at which it counts. Parameters: $1 from (of the period before),
 * $2 to, $3 environments in lower case, $4 whether they were asked for, $5 repositories or null, $6 demo or null.
 */

/** Deployments to production that ended, with the incidents that name them. */
const deployments = `
  select d.deployment_id, d.environment, d.service, d.repository, d.commit_sha,
         d.succeeded_at, d.rolled_back_at, d.ended_at, d.harmful_from,
         i.incidents, i.open_incidents, i.resolved_at as incidents_resolved_at,
         case when d.outcome in ('failed', 'timed_out') then 'failed' when d.outcome = 'rolled_back' then 'rolled_back'
              when i.incidents > 0 then 'incident' end as failure
    from deployment_flows d cross join lateral (
      select count(*) as incidents, count(*) filter (where resolved_at is null) as open_incidents,
             max(resolved_at) as resolved_at
        from incident_flows where deployment_id = d.deployment_id) i
   where d.ended_at < $2 and lower(d.environment) = any($3::text[])
     and ($5::text[] is null or d.repository = any($5)) and ($6::boolean is null or d.demo = $6)`;

/** Since when each failure did harm, and when it was mended; null while it is not. Windows, so that none is looked for. */
const recoveries = `
  select environment, service, repository, at as harmful_from,
         case when incidents > 0 then case when open_incidents = 0 then incidents_resolved_at end
              else coalesce(rolled_back_at, next_success) end as recovered_at
    from (
      select *, min(success) over (
                  partition by environment, service, repository order by at desc, is_failure desc
                  rows between unbounded preceding and 1 preceding) as next_success
        from (select environment, service, repository, succeeded_at as at, succeeded_at as success, false as is_failure,
                     0 as incidents, 0 as open_incidents, null as incidents_resolved_at, null as rolled_back_at
                from deployments where succeeded_at is not null
              union all
              select environment, service, repository, harmful_from, null, true,
                     incidents, open_incidents, incidents_resolved_at, rolled_back_at
                from deployments where failure is not null and harmful_from is not null) steps) followed
   where is_failure`;

/** Beside each deployment, until when the failures before it lasted: what came before that mended them, or tried to. */
const mending = `
  select at, is_deployment,
         max(recovered_at) over (
           partition by environment, service, repository order by at, is_deployment desc
           rows between unbounded preceding and 1 preceding) as mended_at
    from (select environment, service, repository, ended_at as at, null::timestamptz as recovered_at, true as is_deployment
            from deployments
          union all
          select environment, service, repository, harmful_from, recovered_at, false from recoveries) marks`;

/**
 * Where the commit of a deployment lies: on the branch to which it came last, which is the one that is deployed; and
 * the furthest place on it that was deployed before.
 */
const located = `
  select d.deployment_id, d.succeeded_at, d.repository, d.commit_sha, c.branch, c.pushed_at, c.place,
         max(array[c.pushed_at, to_timestamp(c.place)]) over (
           partition by d.environment, d.repository, d.service, c.branch order by d.succeeded_at, d.deployment_id
           rows between unbounded preceding and 1 preceding) as before
    from deployments d left join lateral (
      select branch, pushed_at, place from pushed_commits
       where repository = d.repository and sha = d.commit_sha order by pushed_at desc, branch limit 1) c on true
   where d.succeeded_at < $2`;

/**
 * The commits that a deployment brought: beyond the furthest that was deployed before; its own alone while none was.
 * `offset 0` has them looked up for one deployment after the other, which takes the index.
 */
const brought = `
  select l.deployment_id, l.succeeded_at, l.repository, x.sha, x.committed_at, x.pushed_at
    from located l cross join lateral (
      select sha, committed_at, pushed_at from pushed_commits
       where repository = l.repository and branch = l.branch
         and pushed_at between coalesce(l.before[1], l.pushed_at) and l.pushed_at
         and (pushed_at, place) <= (l.pushed_at, l.place)
         and case when l.before is null then sha = l.commit_sha
                  else (pushed_at, to_timestamp(place)) > (l.before[1], l.before[2]) end
      offset 0) x
   where l.succeeded_at >= $1
  union all
  select l.deployment_id, l.succeeded_at, l.repository, l.commit_sha, null, null
    from located l where l.succeeded_at >= $1 and l.branch is null and l.commit_sha is not null`;

/** Since when each of them was under way, and by what that is known. */
const changes = `
  select b.deployment_id, b.succeeded_at, least(coalesce(b.committed_at, b.pushed_at), p.opened_at) as began_at,
         case when p.opened_at < coalesce(b.committed_at, b.pushed_at, 'infinity') then 'pull_request'
              when b.committed_at is not null then 'commit' when b.pushed_at is not null then 'push' end as source
    from brought b left join lateral (
      select min(opened_at) as opened_at from pull_request_flows
       where repository = b.repository and commit_sha = b.sha) p on true`;

const pulls = `
  select * from pull_request_flows
   where ($5::text[] is null or repository = any($5)) and ($6::boolean is null or demo = $6)`;

const stories = `
  select * from story_flows s
   where ($5::text[] is null or exists (
            select from pull_request_flows p where p.story_id = s.story_id and p.repository = any($5)))
     and ($6::boolean is null or demo = $6)`;

/** Who names no environment, and no deployment that has one, counts unless an environment is asked for. */
const incidents = `
  select i.resolved_at, i.recovery_seconds, i.severity
    from incident_flows i left join deployment_flows d on d.deployment_id = i.deployment_id
   where case when coalesce(i.environment, d.environment) is null then not $4::boolean
              else lower(coalesce(i.environment, d.environment)) = any($3) end
     and ($5::text[] is null or d.repository = any($5)) and ($6::boolean is null or i.demo = $6)`;

const secondsBetween = (from: string, to: string) => `extract(epoch from ${to} - ${from})::double precision`;

/** With a common beginning: measure, when it counts, seconds (null: none), whether it hits (null: no rate). */
const measures = `
  select 'pull_request_cycle' as measure, merged_at as at, cycle_seconds as seconds, null::boolean as hit from pulls
  union all select 'pull_request_draft', merged_at, draft_seconds, null from pulls
  union all select 'pull_request_ready', merged_at, cycle_seconds - draft_seconds, null from pulls
  union all select 'review_turnaround', first_review_at, turnaround_seconds, null from pulls
  union all select 'merge_after_approval', merged_at, merge_wait_seconds, null from pulls
  union all select 'story_completion', began_at, null, completed_at is not null from stories
  union all select 'story_lead', completed_at, lead_seconds, null from stories
  union all select 'deployment', succeeded_at, null, null from deployments where succeeded_at is not null
  union all select 'change_failure', ended_at, null, failure is not null from deployments
  union all select 'rework', at, null, at <= mended_at from mending where is_deployment
  union all select 'failure_' || failure, ended_at, null, null from deployments where failure is not null
  union all select 'deployment_recovery', recovered_at, ${secondsBetween('harmful_from', 'recovered_at')}, null
              from recoveries where recovered_at >= harmful_from
  union all select 'lead_time', succeeded_at, ${secondsBetween('began_at', 'succeeded_at')}, null
              from changes where began_at <= succeeded_at
  union all select 'change_by_' || source, succeeded_at, null, null from changes where began_at <= succeeded_at
  union all select 'changes_known', succeeded_at, null, branch is not null
                     or deployment_id in (select deployment_id from changes where began_at is not null)
              from located where succeeded_at >= $1
  union all select 'incident_recovery', resolved_at, recovery_seconds, null from incidents
  union all select 'incident_recovery_' || coalesce(severity, 'unknown'), resolved_at, recovery_seconds, null
              from incidents`;

/**
 * Each measure of every step of the period (`step` from 1, `is_current` null), and of the whole of it and of the one
 * before (`is_current` or not, `step` null). $7: where the steps begin, ascending.
 */
export const measuredSteps = `
  with deployments as materialized (${deployments}), recoveries as materialized (${recoveries}), mending as (${mending}), located as materialized (${located}),
       brought as (${brought}), changes as materialized (${changes}), pulls as not materialized (${pulls}),
       stories as not materialized (${stories}), incidents as not materialized (${incidents}), measures as (${measures}),
       placed as (
         select measure, seconds, hit, width_bucket(at, $7::timestamptz[]) as step,
                width_bucket(at, $7::timestamptz[]) > 0 as is_current
           from measures where at >= $1 and at < $2)
  select measure, step, is_current, count(*) as rows, count(seconds) as timed, count(*) filter (where hit) as hits,
         avg(seconds) as mean,
         percentile_cont(array[0.5, 0.75, 0.95]::double precision[]) within group (order by seconds) as quantiles
    from placed group by grouping sets ((measure, step), (measure, is_current))`;

/** How runs ended, by type, in the period and in the one before. $1 from (of the period before), $2 to, $3 from, $4 demo. */
export const agentOutcomeCounts = `
  select agent_type as type, counted_at >= $3 as is_current,
         count(*) filter (where outcome = 'succeeded') as succeeded, count(*) filter (where outcome = 'failed') as failed
    from agent_runs
   where outcome in ('succeeded', 'failed') and counted_at >= $1 and counted_at < $2
     and ($4::boolean is null or demo = $4)
   group by 1, 2 order by count(*) desc, 1`;
