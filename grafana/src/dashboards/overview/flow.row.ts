import { page } from '../../pages.js';
import { stat } from '../../panels/stat.js';
import { timeSeries } from '../../panels/time-series.js';
import { once, quantile } from '../../promql.js';

const links = [['Delivery', page('/delivery')]] as const;
const median = (metric: string) => once(`${metric}{quantile="0.5"}`);
const overDay = (q: number, histogram: string, ...labels: string[]) =>
  quantile(q, once(`increase(${histogram}_bucket[24h])`, 'le', ...labels));

/** How well changes flow, over the last 30 days whatever time is shown. */
export const flow = () => [
  stat({
    title: 'Deployments a day',
    description: 'Successful deployments to production a day, over the last 30 days.',
    width: 4,
    unit: 'short',
    decimals: 1,
    min: 0,
    expr: once('orchestrate_deployment_frequency_per_day'),
    none: 'not known',
    links,
  }),
  stat({
    title: 'Lead time',
    description: 'Median time from the commit of a change to its deployment to production, over the last 30 days.',
    width: 4,
    unit: 's',
    decimals: 1,
    min: 0,
    expr: median('orchestrate_lead_time_for_changes_seconds'),
    none: 'not known',
    links,
  }),
  stat({
    title: 'Changes that failed',
    description:
      'Part of the deployments to production that failed, over the last 30 days. Above 15 % is more than most bear.',
    width: 4,
    unit: 'percentunit',
    decimals: 1,
    min: 0,
    max: 1,
    expr: once('orchestrate_change_failure_rate'),
    none: 'not known',
    steps: [
      [0.15, 'yellow'],
      [0.3, 'red'],
    ],
    links,
  }),
  stat({
    title: 'Recovery',
    description: 'Median time from a failed deployment to production to the recovery, over the last 30 days.',
    width: 4,
    unit: 's',
    decimals: 1,
    min: 0,
    expr: median('orchestrate_failed_deployment_recovery_seconds'),
    none: 'none failed',
    links,
  }),
  stat({
    title: 'Approved until merged',
    description: 'Median time from the last approval of a pull request to its merge, over the last 30 days.',
    width: 4,
    unit: 's',
    decimals: 1,
    min: 0,
    expr: median('orchestrate_merge_after_approval_seconds'),
    none: 'not known',
    links,
  }),
  stat({
    title: 'Stories completed',
    description: 'Part of the stories created in the last 30 days that is completed.',
    width: 4,
    unit: 'percentunit',
    decimals: 0,
    min: 0,
    max: 1,
    expr: once('orchestrate_story_completion_rate'),
    none: 'none created',
    links,
  }),
  timeSeries({
    title: 'From opening to merge',
    description: 'Time of the pull requests that were merged within the 24 hours before.',
    width: 12,
    unit: 's',
    min: 0,
    queries: [
      { expr: overDay(0.5, 'orchestrate_pr_cycle_time_seconds'), legend: 'half within' },
      { expr: overDay(0.9, 'orchestrate_pr_cycle_time_seconds'), legend: '90 % within' },
    ],
  }),
  timeSeries({
    title: 'From request to review, half within',
    description: 'Time until a review came, of the reviews of the 24 hours before, by who reviews: agents or people.',
    width: 12,
    unit: 's',
    min: 0,
    queries: [
      {
        expr: overDay(0.5, 'orchestrate_code_review_turnaround_seconds', 'reviewer_type'),
        legend: '{{reviewer_type}}',
      },
    ],
  }),
];
