import { pageInTime } from '../../pages.js';
import { timeSeries } from '../../panels/time-series.js';
import { inBar, once, sum } from '../../promql.js';

/** From a story to production. */
export const delivery = () => [
  timeSeries({
    title: 'Deployments',
    description: 'Deployments that came to an end, by how, in each bar.',
    width: 8,
    unit: 'short',
    decimals: 0,
    min: 0,
    stacked: true,
    bars: '1h',
    calcs: ['sum'],
    queries: [
      {
        expr: sum(
          once(
            inBar(
              'orchestrate_deployments_total{environment=~"$environment",status=~"succeeded|failed|timed_out|rolled_back|cancelled"}',
            ),
            'environment',
            'status',
          ),
          'status',
        ),
        legend: '{{status}}',
      },
    ],
    links: [['Delivery', pageInTime('/delivery')]],
  }),
  timeSeries({
    title: 'Open pull requests',
    description: 'By where they stand. A growing part in review waits for people.',
    width: 8,
    unit: 'none',
    min: 0,
    stacked: true,
    queries: [{ expr: once('orchestrate_open_pull_requests', 'status'), legend: '{{status}}' }],
  }),
  timeSeries({
    title: 'CI workflow runs',
    description: 'Workflow runs that were completed, by conclusion, in each bar.',
    width: 8,
    unit: 'short',
    decimals: 0,
    min: 0,
    stacked: true,
    bars: '1h',
    calcs: ['sum'],
    queries: [
      {
        expr: once(inBar('orchestrate_ci_checks_total{kind="workflow_run"}'), 'conclusion'),
        legend: '{{conclusion}}',
      },
    ],
  }),
  timeSeries({
    title: 'Stories',
    description: 'Stories that are neither completed nor skipped, by status.',
    width: 8,
    unit: 'none',
    min: 0,
    stacked: true,
    queries: [{ expr: once('orchestrate_stories{status!~"completed|skipped"}', 'status'), legend: '{{status}}' }],
  }),
  timeSeries({
    title: 'Open incidents',
    description: 'Incidents that are not resolved, by status.',
    width: 8,
    unit: 'none',
    min: 0,
    stacked: true,
    queries: [{ expr: once('orchestrate_open_incidents', 'status'), legend: '{{status}}' }],
    steps: [[1, 'red']],
  }),
  timeSeries({
    title: 'Approvals',
    description: 'Decisions on approvals, in each bar; several may be needed for one approval.',
    width: 8,
    unit: 'short',
    decimals: 0,
    min: 0,
    stacked: true,
    bars: '1h',
    calcs: ['sum'],
    queries: [{ expr: once(inBar('orchestrate_approval_decisions_total'), 'decision'), legend: '{{decision}}' }],
  }),
];
