import { page, pageInTime } from '../../pages.js';
import { stat } from '../../panels/stat.js';
import { inRange, once, orZero, sum } from '../../promql.js';

const ofType = '{type=~"$type"}';
const ended = (counter: string) => sum(once(inRange(`${counter}${ofType}`), 'type'));
const failed = ended('orchestrate_agent_failures_total');
const completed = ended('orchestrate_agent_completions_total');

/** The five seconds in which one sees whether all is well. */
export const now = () => [
  stat({
    title: 'Agents running',
    description: 'Agents of the chosen types that are at work now.',
    width: 4,
    unit: 'none',
    expr: sum(once('orchestrate_agents_total{type=~"$type",state="running"}', 'type', 'state')),
    links: [['Agents that run', page('/agents?state=running')]],
  }),
  stat({
    title: 'Agents that failed',
    description:
      'Share of failures among the agents that ended within the time shown. More than 20 % is no bad luck any more.',
    width: 4,
    unit: 'percentunit',
    decimals: 1,
    min: 0,
    max: 1,
    expr: `${failed} / (${failed} + ${completed})`,
    course: false,
    none: 'none ended',
    steps: [
      [0.1, 'yellow'],
      [0.2, 'red'],
    ],
    links: [['Agents that failed', pageInTime('/agents?state=failed')]],
  }),
  stat({
    title: 'Alerts firing',
    description: 'Open alerts of the rules of Orchestrate Monitor, silenced ones included.',
    width: 4,
    unit: 'none',
    expr: once('orchestrate_alerts{state="firing"}'),
    steps: [[1, 'red']],
    links: [['Alerts', page('/alerts?status=active')]],
  }),
  stat({
    title: 'Spent this month',
    description: 'Of the calendar month, UTC, at the prices in force. Calls without a price are not in it.',
    width: 4,
    unit: 'currencyUSD',
    decimals: 2,
    min: 0,
    expr: sum(once('orchestrate_cost_usd{period="monthly"}', 'model')),
    none: 'nothing',
    links: [['Costs', page('/cost')]],
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
    title: 'Parts not well',
    description: 'Parts of Orchestrate Monitor that say degraded or down; /readyz names them with the reason.',
    width: 4,
    unit: 'none',
    expr: orZero(`count(${once('orchestrate_health_part{status!="up"}', 'part')} == 1)`),
    words: { 0: 'all up' },
    steps: [[1, 'red']],
    links: [['Health', page('/readyz')]],
  }),
];
