import { pageInTime } from '../../pages.js';
import { table } from '../../panels/table.js';
import { timeSeries } from '../../panels/time-series.js';
import { once, sum } from '../../promql.js';
import { ofEachPeriod, spent, spentWithin } from './spent.js';

const completions = (counter: string, ...labels: string[]) => sum(once(`increase(${counter}[24h])`, ...labels));

export const spending = () => [
  timeSeries({
    title: 'An hour’s cost',
    description:
      'Spent within the hour before, by model. A step that no deployment or change of configuration explains is worth a look.',
    width: 16,
    unit: 'currencyUSD',
    min: 0,
    stacked: true,
    queries: [{ expr: spentWithin('1h'), legend: '{{model}}' }],
    calcs: ['mean', 'max'],
    links: [['Costs', pageInTime('/cost')]],
  }),
  table({
    title: 'By model',
    description: 'Spent in the current day, week and month, UTC.',
    width: 8,
    height: 8,
    rows: [{ label: 'model', title: 'Model' }],
    columns: ofEachPeriod(spent),
    sortBy: 'Month',
  }),
  timeSeries({
    title: 'The month so far',
    description: 'Spent since the first of the month, UTC, by model.',
    width: 12,
    unit: 'currencyUSD',
    min: 0,
    stacked: true,
    queries: [{ expr: spent('monthly'), legend: '{{model}}' }],
    calcs: ['lastNotNull'],
  }),
  timeSeries({
    title: 'Cost of what got done',
    description:
      'Spent within 24 hours over the agents and the stories that were completed within them; failures are paid for too.',
    width: 12,
    unit: 'currencyUSD',
    min: 0,
    queries: [
      {
        expr: `${sum(spentWithin('24h'))} / (${completions('orchestrate_agent_completions_total', 'type')} > 0)`,
        legend: 'a completed agent',
      },
      {
        expr: `${sum(spentWithin('24h'))} / (${completions('orchestrate_story_completions_total')} > 0)`,
        legend: 'a completed story',
      },
    ],
    calcs: ['lastNotNull', 'mean'],
  }),
];
