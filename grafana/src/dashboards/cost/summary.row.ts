import { page } from '../../pages.js';
import { stat } from '../../panels/stat.js';
import { once, orZero, sum } from '../../promql.js';
import { spentInAll, spentWithin } from './spent.js';

const period = (title: string, of: 'daily' | 'weekly' | 'monthly') =>
  stat({
    title,
    description: 'Spent on the chosen models in the calendar period, UTC, at the prices in force.',
    width: 4,
    unit: 'currencyUSD',
    decimals: 2,
    min: 0,
    expr: spentInAll(of),
    none: 'nothing',
    links: [['Costs', page('/cost')]],
  });

export const summary = () => [
  period('Today', 'daily'),
  period('This week', 'weekly'),
  period('This month', 'monthly'),
  stat({
    title: 'At this hour’s pace',
    description: 'What a day would cost at the pace of the last hour.',
    width: 4,
    unit: 'currencyUSD',
    decimals: 2,
    min: 0,
    expr: `24 * ${sum(spentWithin('1h'))}`,
  }),
  stat({
    title: 'Budget used most',
    description: 'The budget of which the greatest part is used in its current period. 100 % is all of it.',
    width: 4,
    unit: 'percentunit',
    decimals: 0,
    min: 0,
    expr: once('orchestrate_budget_used_ratio'),
    none: 'no budget',
    steps: [
      [0.8, 'yellow'],
      [1, 'red'],
    ],
    links: [['Budgets', page('/cost/budgets')]],
  }),
  stat({
    title: 'Calls without a price',
    description:
      'Calls of this month of models that nobody has a price of: they cost something that is in no sum here.',
    width: 4,
    unit: 'short',
    decimals: 0,
    expr: orZero(sum(once('orchestrate_cost_unpriced_calls{period="monthly"}', 'model'))),
    steps: [[1, 'yellow']],
    links: [['Costs', page('/cost')]],
  }),
];
