import { stat } from '../../panels/stat.js';
import { once } from '../../promql.js';

/** Numbers are as good as what was reported. */
export const telemetry = () => [
  stat({
    title: 'Agents with telemetry',
    description: 'Agents of which telemetry came within a day, by OTLP.',
    width: 6,
    unit: 'none',
    expr: once('orchestrate_telemetry_agents'),
  }),
  stat({
    title: 'With gaps',
    description: 'Agents among whose records numbers are missing: what they did is not all here.',
    width: 6,
    unit: 'none',
    expr: once('orchestrate_telemetry_agents_with_gaps'),
    steps: [[1, 'yellow']],
  }),
  stat({
    title: 'Without usage',
    description: 'Agents that used tools and never told of tokens: their costs are not known.',
    width: 6,
    unit: 'none',
    expr: once('orchestrate_telemetry_agents_without_usage'),
    steps: [[1, 'yellow']],
  }),
  stat({
    title: 'Usage stopped',
    description: 'Agents that go on using tools and have told of no tokens for an hour.',
    width: 6,
    unit: 'none',
    expr: once('orchestrate_telemetry_agents_usage_stopped'),
    steps: [[1, 'yellow']],
  }),
];
