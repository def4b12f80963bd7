import { page } from '../../pages.js';
import { stateTimeline } from '../../panels/state-timeline.js';
import { table } from '../../panels/table.js';
import { timeSeries } from '../../panels/time-series.js';
import { inBar, inRange, once, sum } from '../../promql.js';

const chosen = (counter: string) => `${counter}{rule=~"$rule"}`;
const fired = sum(once(inRange(chosen('orchestrate_alerts_fired_total')), 'rule', 'severity'), 'rule');
const states = (state: string) => `max by (alertname) (ALERTS{alertname=~"$rule",alertstate="${state}"})`;

export const alerts = () => [
  stateTimeline({
    title: 'When alerts were open',
    description:
      'Of each chosen rule, while at least one alert of it was pending or firing. With a Prometheus as the data source these are the rules that it evaluates itself; load ops/prometheus/rules there to have the same ones.',
    width: 24,
    height: 10,
    unit: 'none',
    queries: [{ expr: `2 * ${states('firing')} or ${states('pending')}`, legend: '{{alertname}}' }],
    states: { 1: ['pending', 'yellow'], 2: ['firing', 'red'] },
    links: [['Alerts', page('/alerts')]],
  }),
  timeSeries({
    title: 'Fired, by rule',
    description: 'Alerts that fired, in each bar.',
    width: 12,
    unit: 'short',
    decimals: 0,
    min: 0,
    stacked: true,
    bars: '15m',
    calcs: ['sum'],
    queries: [
      {
        expr: `${sum(once(inBar(chosen('orchestrate_alerts_fired_total')), 'rule', 'severity'), 'rule')} > 0`,
        legend: '{{rule}}',
      },
    ],
    seriesLinks: [['Alerts of this rule', page('/alerts?rule=${__field.labels.rule}')]],
  }),
  timeSeries({
    title: 'Fired, by severity',
    description: 'Alerts that fired, in each bar. What is critical should be rare.',
    width: 12,
    unit: 'short',
    decimals: 0,
    min: 0,
    stacked: true,
    bars: '15m',
    calcs: ['sum'],
    queries: [
      {
        expr: sum(once(inBar(chosen('orchestrate_alerts_fired_total')), 'rule', 'severity'), 'severity'),
        legend: '{{severity}}',
      },
    ],
  }),
  table({
    title: 'Rules',
    description:
      'What each rule did within the time shown. Many that fire and recover, and nobody takes: the rule cries wolf.',
    width: 16,
    rows: [
      {
        label: 'rule',
        title: 'Rule',
        link: ['Alerts of this rule', page('/alerts?rule=${__value.raw:percentencode}')],
      },
    ],
    columns: [
      { title: 'Fired', expr: fired, unit: 'short', decimals: 0, bar: true },
      {
        title: 'Recovered',
        expr: once(inRange('orchestrate_alerts_resolved_total{rule=~"$rule",reason="recovered"}'), 'rule'),
        unit: 'short',
        decimals: 0,
      },
      {
        title: 'Taken',
        expr: `${once(inRange(chosen('orchestrate_alerts_acknowledged_total')), 'rule')} or 0 * ${fired}`,
        unit: 'short',
        decimals: 0,
      },
    ],
    sortBy: 'Fired',
  }),
  timeSeries({
    title: 'Why they ended',
    description:
      'Alerts that ended, by why, in each bar. Those without data ended because their series went away, not because all is well.',
    width: 8,
    height: 9,
    unit: 'short',
    decimals: 0,
    min: 0,
    stacked: true,
    bars: '15m',
    calcs: ['sum'],
    queries: [
      {
        expr: sum(once(inBar(chosen('orchestrate_alerts_resolved_total')), 'rule', 'reason'), 'reason'),
        legend: '{{reason}}',
      },
    ],
  }),
];
