import { page, pageInTime } from '../../pages.js';
import { table } from '../../panels/table.js';
import { timeSeries } from '../../panels/time-series.js';
import { inBar, inRange, once } from '../../promql.js';
import { OF_TYPE } from './selections.js';

const byType = (counter: string) => once(inRange(`${counter}${OF_TYPE}`), 'type');
const completed = byType('orchestrate_agent_completions_total');
const failed = byType('orchestrate_agent_failures_total');
const quantileOfType = (q: number) =>
  once(`orchestrate_agent_execution_seconds{type=~"$type",quantile="${q}"}`, 'type');
const inHours = (counter: string) => once(`increase(${counter}${OF_TYPE}[6h])`, 'type');

export const agents = () => [
  table({
    title: 'By type',
    description:
      'Agents of each type within the time shown. Shares of few say little: the page Performance shows them with their interval.',
    width: 24,
    height: 11,
    rows: [
      {
        label: 'type',
        title: 'Agent type',
        link: ['Agents of this type', page('/agents?type=${__value.raw:percentencode}')],
      },
    ],
    columns: [
      {
        title: 'Running',
        expr: once('orchestrate_agents_total{type=~"$type",state="running"}', 'type'),
        unit: 'none',
      },
      { title: 'Started', expr: byType('orchestrate_agents_spawned_total'), unit: 'short', decimals: 0 },
      { title: 'Completed', expr: completed, unit: 'short', decimals: 0 },
      { title: 'Failed', expr: failed, unit: 'short', decimals: 0 },
      {
        title: 'Failed, of those that ended',
        expr: `${failed} / (${completed} + ${failed})`,
        unit: 'percentunit',
        decimals: 1,
        steps: [
          [0.1, 'yellow'],
          [0.2, 'red'],
        ],
      },
      { title: 'Half within', expr: quantileOfType(0.5), unit: 's', decimals: 0 },
      { title: '95 % within', expr: quantileOfType(0.95), unit: 's', decimals: 0, bar: true },
    ],
    sortBy: 'Failed, of those that ended',
  }),
  timeSeries({
    title: 'Failures, of the agents that ended',
    description: 'Share over the last six hours, by type: long enough for types that end seldom.',
    width: 12,
    unit: 'percentunit',
    min: 0,
    max: 1,
    steps: [[0.2, 'red']],
    queries: [
      {
        expr: `${inHours('orchestrate_agent_failures_total')} / (${inHours('orchestrate_agent_failures_total')} + ${inHours('orchestrate_agent_completions_total')})`,
        legend: '{{type}}',
      },
    ],
    calcs: ['lastNotNull', 'mean', 'max'],
    seriesLinks: [['Failed agents of this type', pageInTime('/agents?state=failed&type=${__field.labels.type}')]],
  }),
  timeSeries({
    title: 'Time to the end, 95 %',
    description: 'From running to the end, over the latest 256 agents of each type.',
    width: 12,
    unit: 's',
    min: 0,
    queries: [{ expr: quantileOfType(0.95), legend: '{{type}}' }],
    calcs: ['lastNotNull', 'min', 'max'],
    seriesLinks: [['Agents of this type', pageInTime('/agents?type=${__field.labels.type}')]],
  }),
  timeSeries({
    title: 'Completed',
    description: 'Agents that completed their task, by type, in each bar.',
    width: 12,
    unit: 'short',
    decimals: 0,
    min: 0,
    stacked: true,
    bars: '1h',
    calcs: ['sum'],
    queries: [{ expr: once(inBar(`orchestrate_agent_completions_total${OF_TYPE}`), 'type'), legend: '{{type}}' }],
  }),
  timeSeries({
    title: 'Failed',
    description: 'Agents that failed, by type, in each bar.',
    width: 12,
    unit: 'short',
    decimals: 0,
    min: 0,
    stacked: true,
    bars: '1h',
    calcs: ['sum'],
    queries: [{ expr: once(inBar(`orchestrate_agent_failures_total${OF_TYPE}`), 'type'), legend: '{{type}}' }],
    seriesLinks: [['Failed agents of this type', pageInTime('/agents?state=failed&type=${__field.labels.type}')]],
  }),
];
