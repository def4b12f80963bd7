import { page } from '../../pages.js';
import { table } from '../../panels/table.js';
import { timeSeries } from '../../panels/time-series.js';
import { once } from '../../promql.js';

const used = once('orchestrate_budget_used_ratio', 'budget');
const projected = once('orchestrate_budget_projected_ratio', 'budget');

export const budgets = () => [
  timeSeries({
    title: 'Used',
    description: 'Part of each budget that is used in its current period. It falls back when a period begins.',
    width: 16,
    unit: 'percentunit',
    min: 0,
    steps: [
      [0.8, 'yellow'],
      [1, 'red'],
    ],
    queries: [{ expr: used, legend: '{{budget}}' }],
    links: [['Budgets', page('/cost/budgets')]],
  }),
  table({
    title: 'Budgets now',
    description:
      'What is used, and what will be at the end of the period as things go; empty where there is too little to tell from. The page Budgets has the interval.',
    width: 8,
    height: 8,
    rows: [{ label: 'budget', title: 'Budget' }],
    columns: [
      {
        title: 'Used',
        expr: used,
        unit: 'percentunit',
        decimals: 0,
        steps: [
          [0.8, 'yellow'],
          [1, 'red'],
        ],
      },
      {
        title: 'At its end',
        expr: `${projected} or ${used} * NaN`,
        unit: 'percentunit',
        decimals: 0,
        steps: [
          [0.9, 'yellow'],
          [1, 'red'],
        ],
      },
    ],
    sortBy: 'Used',
  }),
];
