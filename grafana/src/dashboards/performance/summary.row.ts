import { page, pageInTime } from '../../pages.js';
import { stat } from '../../panels/stat.js';
import { inRange, once, sum } from '../../promql.js';
import { failedOfModel, OF_MODEL, OF_TYPE } from './selections.js';

const ended = (counter: string) => sum(once(inRange(`${counter}${OF_TYPE}`), 'type'));
const completed = ended('orchestrate_agent_completions_total');
const failed = ended('orchestrate_agent_failures_total');
const modelCalls = (selector: string) =>
  sum(once(inRange(`orchestrate_model_calls_total${selector}`), 'model', 'outcome'));
const toolCalls = (selector: string) =>
  sum(once(inRange(`orchestrate_tool_calls_total${selector}`), 'tool', 'outcome'));
const tokens = sum(
  once(inRange('orchestrate_tokens_total{model=~"$model",direction=~"input|output"}'), 'model', 'direction'),
);

export const summary = () => [
  stat({
    title: 'Agents that ended',
    description: 'Completed and failed together, of the chosen types.',
    width: 4,
    unit: 'short',
    decimals: 0,
    expr: `${completed} + ${failed}`,
    course: false,
    links: [['Agents', pageInTime('/agents')]],
  }),
  stat({
    title: 'Success',
    description:
      'Share of the agents that ended and completed their task. The page Performance has it with its interval.',
    width: 4,
    unit: 'percentunit',
    decimals: 1,
    min: 0,
    max: 1,
    expr: `${completed} / (${completed} + ${failed})`,
    course: false,
    none: 'none ended',
    links: [['Performance', pageInTime('/performance')]],
  }),
  stat({
    title: 'Slowest type, 95 %',
    description: 'Of the type that takes longest: within this time 95 % of its latest 256 agents had ended.',
    width: 4,
    unit: 's',
    decimals: 0,
    min: 0,
    expr: `max(orchestrate_agent_execution_seconds{type=~"$type",quantile="0.95"})`,
  }),
  stat({
    title: 'Model calls that failed',
    description:
      'Share of the calls of the chosen models. Above 10 % the rule model-call-errors fires, where it is enabled.',
    width: 4,
    unit: 'percentunit',
    decimals: 2,
    min: 0,
    max: 1,
    expr: `${modelCalls(failedOfModel)} / ${modelCalls(OF_MODEL)}`,
    course: false,
    none: 'no calls',
    steps: [
      [0.05, 'yellow'],
      [0.1, 'red'],
    ],
  }),
  stat({
    title: 'Tool calls that failed',
    description: 'Share of the calls of all tools. Agents try again, so some failures are usual; a jump is not.',
    width: 4,
    unit: 'percentunit',
    decimals: 2,
    min: 0,
    max: 1,
    expr: `${toolCalls('{outcome="failure"}')} / ${toolCalls('')}`,
    course: false,
    none: 'no calls',
  }),
  stat({
    title: 'Tokens a call',
    description: 'Input and output of an average call of the chosen models.',
    width: 4,
    unit: 'short',
    decimals: 0,
    min: 0,
    expr: `${tokens} / ${modelCalls(OF_MODEL)}`,
    course: false,
    none: 'no calls',
    links: [['Costs', page('/cost')]],
  }),
];
