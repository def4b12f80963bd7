import { type ChartType, newQuery, type ShownQuery } from './queries';

export interface Example {
  readonly title: string;
  /** The question that it answers. */
  readonly question: string;
  readonly queries: readonly ShownQuery[];
}

const example = (title: string, question: string, ...queries: [string, ChartType?][]): Example => ({
  title,
  question,
  queries: queries.map(([expression, chart]) => newQuery(expression, chart)),
});

/** Where one may begin. */
export const examples: readonly Example[] = [
  example('Fleet throughput', 'How much gets done?', [
    'sum by (type) (rate(orchestrate_agent_completions_total[$__interval])) * 3600',
    'stacked',
  ]),
  example(
    'Failures by type',
    'Who fails, and why?',
    ['sum by (type) (increase(orchestrate_agent_failures_total[$__interval]))'],
    ['sum by (error_type) (increase(orchestrate_errors_total[$__interval]))', 'stacked'],
  ),
  example('Tokens by model', 'Which models work?', [
    'sum by (model) (rate(orchestrate_tokens_total[$__interval])) * 60',
    'stacked',
  ]),
  example('Queue depth', 'Does work pile up?', ['orchestrate_queue_depth']),
  example('Cost', 'What has been spent this month, and on which models?', [
    'sum by (model) (orchestrate_cost_usd{period="monthly"})',
    'stacked',
  ]),
  example('Slow model calls', 'How long do calls take?', [
    'histogram_quantile(0.95, sum by (model, le) (rate(orchestrate_model_call_duration_seconds_bucket[$__interval])))',
  ]),
  example('Agents now', 'What is everybody doing?', ['sum by (state) (orchestrate_agents_total) > 0', 'value']),
  example('Projection lag', 'Is what is shown current?', ['max by (projection) (orchestrate_projection_lag_seconds)']),
];
