import { heatmap } from '../../panels/heatmap.js';
import { table } from '../../panels/table.js';
import { timeSeries } from '../../panels/time-series.js';
import { inBar, inRange, once, quantile, rate, sum } from '../../promql.js';
import { failedOfModel, OF_MODEL } from './selections.js';

const calls = (selector: string) =>
  sum(once(inRange(`orchestrate_model_calls_total${selector}`), 'model', 'outcome'), 'model');
const tokens = (direction: string) =>
  sum(once(inRange(`orchestrate_tokens_total{model=~"$model",direction="${direction}"}`), 'model'), 'model');
const duration = 'orchestrate_model_call_duration_seconds';
const buckets = (q: number) => quantile(q, once(rate(`${duration}_bucket${OF_MODEL}`), 'le', 'model'));
const callRate = (selector: string) =>
  sum(once(rate(`orchestrate_model_calls_total${selector}`), 'model', 'outcome'), 'model');
const mean = `${once(inRange(`${duration}_sum${OF_MODEL}`), 'model')} / ${once(inRange(`${duration}_count${OF_MODEL}`), 'model')}`;

export const models = () => [
  table({
    title: 'By model',
    description: 'Calls of each model within the time shown. Cached input is part of input.',
    width: 24,
    height: 8,
    rows: [{ label: 'model', title: 'Model' }],
    columns: [
      { title: 'Calls', expr: calls(OF_MODEL), unit: 'short', decimals: 0, bar: true },
      {
        title: 'Failed',
        expr: `${calls(failedOfModel)} / ${calls(OF_MODEL)}`,
        unit: 'percentunit',
        decimals: 2,
        steps: [
          [0.05, 'yellow'],
          [0.1, 'red'],
        ],
      },
      { title: 'Average time', expr: mean, unit: 's', decimals: 1 },
      { title: 'Input a call', expr: `${tokens('input')} / ${calls(OF_MODEL)}`, unit: 'short', decimals: 0 },
      { title: 'Output a call', expr: `${tokens('output')} / ${calls(OF_MODEL)}`, unit: 'short', decimals: 0 },
      {
        title: 'Input from a cache',
        expr: `${tokens('cache_read')} / ${tokens('input')}`,
        unit: 'percentunit',
        decimals: 0,
      },
    ],
    sortBy: 'Calls',
  }),
  timeSeries({
    title: 'Calls',
    description: 'Calls a minute, by model.',
    width: 8,
    unit: 'opm',
    min: 0,
    stacked: true,
    queries: [{ expr: `60 * ${callRate(OF_MODEL)}`, legend: '{{model}}' }],
    calcs: ['mean', 'max'],
  }),
  timeSeries({
    title: 'Calls that fail',
    description:
      'Share of calls that failed, by model. Above 10 % the rule model-call-errors fires, where it is enabled.',
    width: 8,
    unit: 'percentunit',
    min: 0,
    max: 1,
    steps: [[0.1, 'red']],
    queries: [{ expr: `${callRate(failedOfModel)} / ${callRate(OF_MODEL)}`, legend: '{{model}}' }],
    calcs: ['mean', 'max'],
  }),
  timeSeries({
    title: 'Time of a call, 95 %',
    description: 'Within this time 95 % of the calls had ended, by model, as the agents saw it.',
    width: 8,
    unit: 's',
    min: 0,
    queries: [{ expr: buckets(0.95), legend: '{{model}}' }],
    calcs: ['mean', 'max'],
  }),
  heatmap({
    title: 'Time of calls',
    description:
      'How many calls of the chosen models took how long. Two bands are two kinds of work, or a provider that retries.',
    width: 16,
    unit: 's',
    bars: '5m',
    expr: sum(once(inBar(`${duration}_bucket${OF_MODEL}`), 'le', 'model'), 'le'),
  }),
  timeSeries({
    title: 'Output',
    description: 'Tokens that the models wrote, a minute.',
    width: 8,
    unit: 'short',
    min: 0,
    stacked: true,
    queries: [
      {
        expr: `60 * ${once(rate('orchestrate_tokens_total{model=~"$model",direction="output"}'), 'model')}`,
        legend: '{{model}}',
      },
    ],
    calcs: ['mean', 'max'],
  }),
];
