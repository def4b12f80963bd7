import { page, pageInTime } from '../../pages.js';
import { stat } from '../../panels/stat.js';
import { inRange, once, orZero, quantile, sum } from '../../promql.js';

const fired = sum(once(inRange('orchestrate_alerts_fired_total{rule=~"$rule"}'), 'rule', 'severity'));
const taken = sum(once(inRange('orchestrate_alerts_acknowledged_total{rule=~"$rule"}'), 'rule'));

export const summary = () => [
  stat({
    title: 'Firing',
    description: 'Open alerts of all rules of Orchestrate Monitor, silenced ones included.',
    width: 4,
    unit: 'none',
    expr: once('orchestrate_alerts{state="firing"}'),
    steps: [[1, 'red']],
    links: [['Alerts', page('/alerts?status=active')]],
  }),
  stat({
    title: 'Pending',
    description: 'Conditions that hold, but not yet for as long as their rules ask.',
    width: 4,
    unit: 'none',
    expr: once('orchestrate_alerts{state="pending"}'),
    steps: [[1, 'yellow']],
  }),
  stat({
    title: 'Fired',
    description: 'Alerts of the chosen rules that fired.',
    width: 4,
    unit: 'short',
    decimals: 0,
    expr: orZero(fired),
    course: false,
    links: [['Alerts', pageInTime('/alerts')]],
  }),
  stat({
    title: 'Taken',
    description:
      'Times that somebody acknowledged one, over the alerts that fired. Alerts that nobody ever takes are noise.',
    width: 4,
    unit: 'percentunit',
    decimals: 0,
    min: 0,
    expr: `(${orZero(taken)}) / (${fired} > 0)`,
    course: false,
    none: 'none fired',
  }),
  stat({
    title: 'Messages given up',
    description: 'Messages that never arrived, over all channels. Each is a person who was not told.',
    width: 4,
    unit: 'short',
    decimals: 0,
    expr: orZero(sum(once(inRange('orchestrate_notifications_total{outcome="failed"}'), 'channel'))),
    course: false,
    steps: [[1, 'red']],
    links: [['Notifications', pageInTime('/notifications')]],
  }),
  stat({
    title: 'Told within, 95 %',
    description: 'From what a message tells to its arrival, of all channels together.',
    width: 4,
    unit: 's',
    decimals: 1,
    min: 0,
    expr: quantile(0.95, sum(once(inRange('orchestrate_notification_latency_seconds_bucket'), 'le', 'channel'), 'le')),
    course: false,
    none: 'none sent',
    steps: [
      [30, 'yellow'],
      [60, 'red'],
    ],
  }),
];
