import { once, sum } from '../../promql.js';

/** Spent in the current period, by model. It starts anew with each period. */
export const spent = (period: 'daily' | 'weekly' | 'monthly') =>
  once(`orchestrate_cost_usd{period="${period}",model=~"$model"}`, 'model');

export const spentInAll = (period: 'daily' | 'weekly' | 'monthly') => sum(spent(period));

/** Spent within the last so long, by model; the month's first moments count as nothing. */
export const spentWithin = (window: string) =>
  `clamp_min(${once(`delta(orchestrate_cost_usd{period="monthly",model=~"$model"}[${window}])`, 'model')}, 0)`;

/** Spent in the current period on the chosen epics, by epic, whatever the model. */
export const spentOnEpics = (period: 'daily' | 'weekly' | 'monthly') =>
  once(`orchestrate_epic_cost_usd{period="${period}",epic=~"$epic"}`, 'epic');
