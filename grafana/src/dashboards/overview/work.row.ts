import { pageInTime } from '../../pages.js';
import { table } from '../../panels/table.js';
import { timeSeries } from '../../panels/time-series.js';
import { once, rate, sum } from '../../promql.js';

const depth = once('orchestrate_queue_depth', 'queue');
const observed = once('orchestrate_queue_depth_last_observed_timestamp_seconds', 'queue');

/** What the agents do, and what waits for them. */
export const work = () => [
  timeSeries({
    title: 'Model calls',
    description: 'Calls of all models a minute, by how they ended.',
    width: 12,
    unit: 'opm',
    min: 0,
    queries: [
      {
        expr: `60 * ${sum(once(rate('orchestrate_model_calls_total'), 'model', 'outcome'), 'outcome')}`,
        legend: '{{outcome}}',
      },
    ],
    calcs: ['mean', 'max'],
    links: [['Traces', pageInTime('/traces')]],
  }),
  timeSeries({
    title: 'Tokens',
    description:
      'Tokens a minute by model, input and output together; input includes what was read from and written to a cache.',
    width: 12,
    unit: 'short',
    min: 0,
    stacked: true,
    queries: [
      {
        expr: `60 * ${sum(once(rate('orchestrate_tokens_total{direction=~"input|output"}'), 'model', 'direction'), 'model')}`,
        legend: '{{model}}',
      },
    ],
    calcs: ['mean', 'max'],
    links: [['Costs', pageInTime('/cost')]],
  }),
  timeSeries({
    title: 'Queues',
    description:
      'Items that wait, as last observed. Beyond 100 in `webhook_events` the rule queue-backup fires, where it is enabled.',
    width: 16,
    unit: 'none',
    min: 0,
    queries: [{ expr: depth, legend: '{{queue}}' }],
    calcs: ['lastNotNull', 'mean', 'max'],
  }),
  table({
    title: 'Queues now',
    description: 'A depth that nobody observes any more stays as it was: look at its age before you believe it.',
    width: 8,
    height: 8,
    rows: [{ label: 'queue', title: 'Queue' }],
    columns: [
      { title: 'Waiting', expr: depth, unit: 'none', bar: true },
      {
        title: 'Observed ago',
        expr: `time() - ${observed}`,
        unit: 's',
        decimals: 0,
        steps: [
          [900, 'yellow'],
          [3600, 'red'],
        ],
      },
    ],
    sortBy: 'Waiting',
  }),
];
