import { expect, it } from 'vitest';
import { unitOfExpression } from './unit-of-expression';

it.each([
  ['orchestrate_cost_usd', 'usd'],
  ['orchestrate_agents_total', 'count'],
  ['sum by (type) (orchestrate_agents_total{state="total_seconds"})', 'count'],
  ['sum by (model) (rate(orchestrate_tokens_total[5m])) * 60', 'per_minute'],
  ['sum(rate(orchestrate_agent_completions_total[5m]))', 'per_second'],
  ['sum(rate(orchestrate_agent_completions_total[5m])) * 3600', 'number'],
  ['sum by (model) (increase(orchestrate_tokens_total[$__interval]))', 'tokens'],
  ['histogram_quantile(0.95, sum by (le) (rate(orchestrate_model_call_duration_seconds_bucket[5m])))', 'seconds'],
  ['sum(rate(x_seconds_sum[5m])) / sum(rate(x_seconds_count[5m]))', 'seconds'],
  ['sum(rate(failures_total[5m])) / sum(rate(completions_total[5m]))', 'ratio'],
  ['orchestrate_agent_success_rate', 'ratio'],
  ['process_resident_memory_bytes / 1024', 'bytes'],
  ['rate(process_cpu_seconds_total[5m])', 'ratio'],
  ['time() - orchestrate_queue_depth_last_observed_timestamp_seconds', 'seconds'],
  ['count by (type) (orchestrate_cost_usd)', 'count'],
  ['orchestrate_queue_depth', 'number'],
])('%s is in %s', (expression, unit) => expect(unitOfExpression(expression)).toBe(unit));
