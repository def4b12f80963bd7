import { page, pageInTime } from '../../pages.js';
import { timeSeries } from '../../panels/time-series.js';
import { inBar, once, rate, sum } from '../../promql.js';

const agents = (selector: string) => once(`orchestrate_agents_total{type=~"$type"${selector}}`, 'type', 'state');
const ended = (counter: string) => sum(once(inBar(`${counter}{type=~"$type"}`), 'type'));

/** Who is there, and how it ends. */
export const fleet = () => [
  timeSeries({
    title: 'Agents by state',
    description: 'Agents that have not ended, by what they do. Many that wait or are queued lack work or room.',
    width: 12,
    unit: 'none',
    min: 0,
    stacked: true,
    queries: [{ expr: sum(agents(',state!~"completed|failed|terminated"'), 'state'), legend: '{{state}}' }],
    seriesLinks: [['Agents in this state', page('/agents?state=${__field.labels.state}')]],
  }),
  timeSeries({
    title: 'Agents running, by type',
    description: 'Which kinds of work are under way.',
    width: 12,
    unit: 'none',
    min: 0,
    stacked: true,
    queries: [{ expr: `${sum(agents(',state="running"'), 'type')} > 0`, legend: '{{type}}' }],
    seriesLinks: [['Agents of this type', page('/agents?type=${__field.labels.type}')]],
  }),
  timeSeries({
    title: 'Agents that ended',
    description: 'How many completed and failed, in each bar.',
    width: 12,
    unit: 'short',
    decimals: 0,
    min: 0,
    stacked: true,
    bars: '15m',
    calcs: ['sum', 'max'],
    queries: [
      { expr: ended('orchestrate_agent_completions_total'), legend: 'completed' },
      { expr: ended('orchestrate_agent_failures_total'), legend: 'failed' },
    ],
    links: [['Performance', pageInTime('/performance')]],
  }),
  timeSeries({
    title: 'Errors',
    description: 'Failures a minute that the fleet reported, by what failed.',
    width: 12,
    unit: 'opm',
    min: 0,
    queries: [{ expr: `60 * ${once(rate('orchestrate_errors_total'), 'error_type')}`, legend: '{{error_type}}' }],
    calcs: ['mean', 'max'],
  }),
];
