import type { Column } from '../../panels/table.js';
import { once, sum } from '../../promql.js';

type Period = 'daily' | 'weekly' | 'monthly';

/** Spent in the current period, by model. It starts anew with each period. */
export const spent = (period: Period) => once(`orchestrate_cost_usd{period="${period}",model=~"$model"}`, 'model');

export const spentInAll = (period: Period) => sum(spent(period));

/** Spent within the last so long, by model; the month's first moments count as nothing. */
export const spentWithin = (window: string) =>
  `clamp_min(${once(`delta(orchestrate_cost_usd{period="monthly",model=~"$model"}[${window}])`, 'model')}, 0)`;

/** Spent in the current period on the chosen epics, by epic, whatever the model. */
export const spentOnEpics = (period: Period) =>
  once(`orchestrate_epic_cost_usd{period="${period}",epic=~"$epic"}`, 'epic');

/** Columns of a table: a figure of the current day, week and month. */
export const ofEachPeriod = (spentIn: (period: Period) => string): readonly Column[] => [
  { title: 'Day', expr: spentIn('daily'), unit: 'currencyUSD', decimals: 2 },
  { title: 'Week', expr: spentIn('weekly'), unit: 'currencyUSD', decimals: 2 },
  { title: 'Month', expr: spentIn('monthly'), unit: 'currencyUSD', decimals: 2, bar: true },
];
