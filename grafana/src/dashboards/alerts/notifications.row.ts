import { page, pageInTime } from '../../pages.js';
import { stateTimeline } from '../../panels/state-timeline.js';
import { timeSeries } from '../../panels/time-series.js';
import { inBar, once, quantile, sum } from '../../promql.js';

const chosen = (counter: string) => `${counter}{channel=~"$channel"}`;
const latency = (q: number) =>
  quantile(
    q,
    sum(once(`increase(${chosen('orchestrate_notification_latency_seconds_bucket')}[1h])`, 'le', 'channel'), 'le'),
  );

export const notifications = () => [
  timeSeries({
    title: 'Messages',
    description: 'What became of messages to the chosen channels, in each bar. Every retry counts.',
    width: 8,
    unit: 'short',
    decimals: 0,
    min: 0,
    stacked: true,
    bars: '15m',
    calcs: ['sum'],
    queries: [
      {
        expr: sum(
          once(
            inBar('orchestrate_notifications_total{channel=~"$channel",outcome=~"sent|retrying|failed"}'),
            'channel',
            'outcome',
          ),
          'outcome',
        ),
        legend: '{{outcome}}',
      },
    ],
    links: [['Notifications', pageInTime('/notifications')]],
  }),
  timeSeries({
    title: 'Time until people are told',
    description:
      'From what a message tells to its arrival, over the last hour. Grouping waits on purpose; retries do not.',
    width: 8,
    unit: 's',
    min: 0,
    queries: [
      { expr: latency(0.5), legend: 'half within' },
      { expr: latency(0.95), legend: '95 % within' },
    ],
    calcs: ['lastNotNull', 'max'],
  }),
  timeSeries({
    title: 'Attempts that failed',
    description: 'By channel and why, in each bar: unreachable and throttled are tried again, given up is not.',
    width: 8,
    unit: 'short',
    decimals: 0,
    min: 0,
    stacked: true,
    bars: '15m',
    calcs: ['sum'],
    queries: [
      {
        expr: once(inBar(chosen('orchestrate_notifications_failed_total')), 'channel', 'reason'),
        legend: '{{channel}}: {{reason}}',
      },
    ],
  }),
  stateTimeline({
    title: 'Channels',
    description: 'Channels whose receivers refuse messages for good. While one does, what is sent there tells nobody.',
    width: 16,
    height: 8,
    unit: 'none',
    queries: [{ expr: once(chosen('orchestrate_channel_unhealthy'), 'channel'), legend: '{{channel}}' }],
    states: { 0: ['delivers', 'green'], 1: ['refuses', 'red'] },
    links: [['Channels', page('/channels')]],
  }),
  timeSeries({
    title: 'Not told, and why',
    description:
      'Changes of alerts that nobody was told of, in each bar: silenced, inhibited, taken already, overtaken by a later one, or no channel.',
    width: 8,
    unit: 'short',
    decimals: 0,
    min: 0,
    stacked: true,
    bars: '15m',
    calcs: ['sum'],
    queries: [{ expr: once(inBar('orchestrate_notifications_suppressed_total'), 'reason'), legend: '{{reason}}' }],
    links: [['Silences', page('/silences')]],
  }),
];
