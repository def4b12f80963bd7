import { table } from '../../panels/table.js';
import { timeSeries } from '../../panels/time-series.js';
import { inRange, once, rate, sum } from '../../promql.js';

const calls = (selector: string) =>
  sum(once(inRange(`orchestrate_tool_calls_total${selector}`), 'tool', 'outcome'), 'tool');
const callRate = (selector: string) =>
  sum(once(rate(`orchestrate_tool_calls_total${selector}`), 'tool', 'outcome'), 'tool');
const duration = 'orchestrate_tool_call_duration_seconds';
const mean = (by: (counter: string) => string) =>
  `${once(by(`${duration}_sum`), 'tool')} / ${once(by(`${duration}_count`), 'tool')}`;

export const tools = () => [
  table({
    title: 'By tool',
    description: 'Calls of each tool within the time shown. The last column says where the time of agents goes.',
    width: 12,
    height: 9,
    rows: [{ label: 'tool', title: 'Tool' }],
    columns: [
      { title: 'Calls', expr: calls(''), unit: 'short', decimals: 0 },
      {
        title: 'Failed',
        expr: `${calls('{outcome="failure"}')} / ${calls('')}`,
        unit: 'percentunit',
        decimals: 1,
        steps: [
          [0.1, 'yellow'],
          [0.25, 'red'],
        ],
      },
      { title: 'Average time', expr: mean(inRange), unit: 's', decimals: 2 },
      { title: 'Time in all', expr: once(inRange(`${duration}_sum`), 'tool'), unit: 's', decimals: 0, bar: true },
    ],
    sortBy: 'Time in all',
  }),
  timeSeries({
    title: 'Calls that fail',
    description: 'Share of calls that failed, by tool.',
    width: 12,
    height: 9,
    unit: 'percentunit',
    min: 0,
    max: 1,
    queries: [{ expr: `${callRate('{outcome="failure"}')} / ${callRate('')}`, legend: '{{tool}}' }],
    calcs: ['mean', 'max'],
  }),
  timeSeries({
    title: 'Average time',
    description: 'Of a call, by tool. Where it grows, agents wait.',
    width: 12,
    unit: 's',
    min: 0,
    queries: [{ expr: mean(rate), legend: '{{tool}}' }],
    calcs: ['mean', 'max'],
  }),
  timeSeries({
    title: 'Decisions on tools',
    description:
      'What people and rules decided of tools that agents wanted to use, a minute: many rejections cost turns. None where agents need no leave.',
    width: 12,
    unit: 'opm',
    min: 0,
    queries: [
      {
        expr: `60 * ${sum(once(rate('orchestrate_tool_decisions_total'), 'tool', 'decision'), 'decision')}`,
        legend: '{{decision}}',
      },
    ],
    calcs: ['mean', 'max'],
  }),
];
