import { table } from '../../panels/table.js';
import { timeSeries } from '../../panels/time-series.js';
import { inRange, once, rate, sum } from '../../promql.js';

const tokensOf = (direction: string) => `orchestrate_tokens_total{model=~"$model",direction="${direction}"}`;
const perMinute = (direction: string) => `60 * ${sum(once(rate(tokensOf(direction)), 'model'))}`;
const within = (direction: string) => once(inRange(tokensOf(direction)), 'model');
const hourOf = (direction: string) => once(`increase(${tokensOf(direction)}[1h])`, 'model');

export const tokens = () => [
  timeSeries({
    title: 'Tokens',
    description: 'A minute, of the chosen models together. Input has in it what was read from and written to a cache.',
    width: 12,
    unit: 'short',
    min: 0,
    queries: [
      { expr: perMinute('input'), legend: 'input' },
      { expr: perMinute('output'), legend: 'output' },
      { expr: perMinute('cache_read'), legend: 'of it read from a cache' },
      { expr: perMinute('cache_write'), legend: 'of it written to a cache' },
    ],
    calcs: ['mean', 'max'],
  }),
  timeSeries({
    title: 'Input that came from a cache',
    description:
      'Share over the last hour, by model. It costs about a tenth; a fall means dearer calls for the same work.',
    width: 12,
    unit: 'percentunit',
    min: 0,
    max: 1,
    queries: [{ expr: `${hourOf('cache_read')} / ${hourOf('input')}`, legend: '{{model}}' }],
    calcs: ['lastNotNull', 'mean', 'min'],
  }),
  table({
    title: 'Tokens by model',
    description: 'Within the time shown.',
    width: 24,
    height: 8,
    rows: [{ label: 'model', title: 'Model' }],
    columns: [
      { title: 'Input', expr: within('input'), unit: 'short', decimals: 1, bar: true },
      { title: 'Output', expr: within('output'), unit: 'short', decimals: 1 },
      { title: 'Read from a cache', expr: within('cache_read'), unit: 'short', decimals: 1 },
      { title: 'Written to a cache', expr: within('cache_write'), unit: 'short', decimals: 1 },
      {
        title: 'Input from a cache',
        expr: `${within('cache_read')} / ${within('input')}`,
        unit: 'percentunit',
        decimals: 0,
      },
    ],
    sortBy: 'Input',
  }),
];
