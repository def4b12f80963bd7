/**
 * Everything that is measured, each thing at the moment at which it counts. Parameters: $1 from (of the period before),
 * $2 to, $3 environments in lower case, $4 whether they were asked for, $5 repositories or null, $6 demo or null.
 */

/** Deployments to production that ended, with the incidents that name them. */
const deployments = `
  select d.*, i.incidents, i.open_incidents, i.resolved_at as incidents_resolved_at,
         case when d.outcome in ('failed', 'timed_out') then 'failed' when d.outcome = 'rolled_back' then 'rolled_back'
              when i.incidents > 0 then 'incident' end as failure
    from deployment_flows d cross join lateral (
      select count(*) as incidents, count(*) filter (where resolved_at is null) as open_incidents,
             max(resolved_at) as resolved_at
        from incident_flows where deployment_id = d.deployment_id) i
   where d.ended_at < $2 and lower(d.environment) = any($3::text[])
     and ($5::text[] is null or d.repository = any($5)) and ($6::boolean is null or d.demo = $6)`;

/** When what failed was mended; null while it is not. */
const recoveries = `
  select d.deployment_id, d.environment, d.service, d.repository, d.harmful_from,
         case when d.incidents > 0 then case when d.open_incidents = 0 then d.incidents_resolved_at end
              when d.rolled_back_at is not null then d.rolled_back_at
              else (select min(next.succeeded_at) from deployment_flows next
                     where next.environment = d.environment and next.succeeded_at > d.harmful_from
                       and next.service is not distinct from d.service
                       and next.repository is not distinct from d.repository) end as recovered_at
    from deployments d where d.failure is not null and d.harmful_from is not null`;

/** Where the commit of a deployment lies: on the branch to which it came last, which is the one that is deployed. */
const located = `
  select d.deployment_id, d.succeeded_at, d.environment, d.service, d.repository, d.commit_sha,
         c.branch, c.pushed_at, c.place
    from deployments d left join lateral (
      select branch, pushed_at, place from pushed_commits
       where repository = d.repository and sha = d.commit_sha order by pushed_at desc, branch limit 1) c on true
   where d.succeeded_at >= $1 and d.succeeded_at < $2`;

/** The commits that a deployment brought: beyond the furthest that was deployed before; its own alone while none was. */
const brought = `
  select l.deployment_id, l.succeeded_at, l.repository, x.sha, x.committed_at, x.pushed_at
    from located l
    left join lateral (
      select e.pushed_at, e.place from deployment_flows p
        join pushed_commits e on e.repository = p.repository and e.sha = p.commit_sha and e.branch = l.branch
       where p.environment = l.environment and p.repository = l.repository and p.service is not distinct from l.service
         and p.succeeded_at < l.succeeded_at
       order by e.pushed_at desc, e.place desc limit 1) before on true
    join pushed_commits x on x.repository = l.repository and x.branch = l.branch
     and (x.pushed_at, x.place) <= (l.pushed_at, l.place)
     and case when before.pushed_at is null then x.sha = l.commit_sha
              else (x.pushed_at, x.place) > (before.pushed_at, before.place) end
  union all
  select l.deployment_id, l.succeeded_at, l.repository, l.commit_sha, null, null
    from located l where l.branch is null and l.commit_sha is not null`;

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
  union all select 'rework', d.ended_at, null, exists (
                     select from recoveries r
                      where r.environment = d.environment and r.service is not distinct from d.service
                        and r.repository is not distinct from d.repository and r.deployment_id <> d.deployment_id
                        and d.ended_at > r.harmful_from and d.ended_at <= r.recovered_at)
              from deployments d
  union all select 'failure_' || failure, ended_at, null, null from deployments where failure is not null
  union all select 'deployment_recovery', recovered_at, ${secondsBetween('harmful_from', 'recovered_at')}, null
              from recoveries where recovered_at >= harmful_from
  union all select 'lead_time', succeeded_at, ${secondsBetween('began_at', 'succeeded_at')}, null
              from changes where began_at <= succeeded_at
  union all select 'change_by_' || source, succeeded_at, null, null from changes where began_at <= succeeded_at
  union all select 'changes_known', succeeded_at, null, branch is not null or exists (
                     select from changes c where c.deployment_id = located.deployment_id and c.began_at is not null)
              from located
  union all select 'incident_recovery', resolved_at, recovery_seconds, null from incidents
  union all select 'incident_recovery_' || coalesce(severity, 'unknown'), resolved_at, recovery_seconds, null
              from incidents`;

/**
 * Each measure of every step of the period (`step` from 1, `is_current` null), and of the whole of it and of the one
 * before (`is_current` or not, `step` null). $7: where the steps begin, ascending.
 */
export const measuredSteps = `
  with deployments as materialized (${deployments}), recoveries as materialized (${recoveries}), located as (${located}),
       brought as (${brought}), changes as materialized (${changes}), pulls as (${pulls}), stories as (${stories}),
       incidents as (${incidents}), measures as (${measures}),
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
