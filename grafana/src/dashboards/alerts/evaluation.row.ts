import { page } from '../../pages.js';
import { timeSeries } from '../../panels/time-series.js';
import { once, quantile, rate, sum } from '../../promql.js';

/** Rules that are not evaluated never fire: no news is not good news. */
export const evaluation = () => [
  timeSeries({
    title: 'Since the last round',
    description: 'Of each group of rules. It should stay near the interval of the group.',
    width: 8,
    unit: 's',
    min: 0,
    queries: [
      {
        expr: `time() - ${once('orchestrate_rule_group_last_evaluation_timestamp_seconds', 'group')}`,
        legend: '{{group}}',
      },
    ],
    links: [['Rules', page('/alerts/rules')]],
  }),
  timeSeries({
    title: 'Time of a round, 95 %',
    description: 'Of each group of rules, over all processes. Near the interval of the group rounds are left out.',
    width: 8,
    unit: 's',
    min: 0,
    queries: [
      {
        expr: quantile(0.95, sum(rate('orchestrate_rule_evaluation_duration_seconds_bucket'), 'le', 'group')),
        legend: '{{group}}',
      },
    ],
    calcs: ['mean', 'max'],
  }),
  timeSeries({
    title: 'Rounds that went wrong',
    description:
      'Evaluations that came to an error, and rounds that were left out, within the hour before. The rules list names the error.',
    width: 8,
    unit: 'short',
    decimals: 0,
    min: 0,
    steps: [[1, 'red']],
    queries: [
      { expr: sum('increase(orchestrate_rule_evaluation_failures_total[1h])'), legend: 'errors' },
      {
        expr: sum(once('increase(orchestrate_rule_group_iterations_missed_total[1h])', 'group')),
        legend: 'left out',
      },
    ],
  }),
  timeSeries({
    title: 'What waits to be told',
    description:
      'How long the oldest message that is due has waited before it was handed to the queue. Beyond a minute, notification-backlog fires.',
    width: 24,
    height: 6,
    unit: 's',
    min: 0,
    steps: [[60, 'red']],
    queries: [{ expr: once('orchestrate_process_outbox_oldest_seconds', 'process'), legend: '{{process}}' }],
  }),
];
