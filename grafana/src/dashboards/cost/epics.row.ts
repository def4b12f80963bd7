import { pageInTime } from '../../pages.js';
import { table } from '../../panels/table.js';
import { timeSeries } from '../../panels/time-series.js';
import { ofEachPeriod, spentOnEpics } from './spent.js';

export const epics = () => [
  timeSeries({
    title: 'The month so far, by epic',
    description:
      'Spent since the first of the month, UTC, on the chosen epics, whatever the model: the costliest by name, the rest as other, work on no epic as none.',
    width: 16,
    unit: 'currencyUSD',
    min: 0,
    stacked: true,
    queries: [{ expr: spentOnEpics('monthly'), legend: '{{epic}}' }],
    calcs: ['lastNotNull'],
    links: [['Costs', pageInTime('/cost')]],
  }),
  table({
    title: 'By epic',
    description:
      'Spent in the current day, week and month, UTC. Each period has its own costliest epics; an empty place is in its other.',
    width: 8,
    height: 8,
    rows: [{ label: 'epic', title: 'Epic' }],
    columns: ofEachPeriod(spentOnEpics),
    sortBy: 'Month',
  }),
];
