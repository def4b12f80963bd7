/** After an agent's last usage it may go on using tools for as long as one long tool call may take. */
const USAGE_MAY_LAG = `interval '1 hour'`;
/** Metrics are exported later than events, never earlier; what they have beyond this part of them is missing. */
const METRICS_MAY_EXCEED = '1.02';

/** Looked up agent by agent, so that a question about a few costs little, whatever the others have. */
const numbers = `
  select sum(missing) as missing, sum(repeated) as repeated, sum(seen) as seen,
         min(first) as first_number, max(last) as last_number
    from (select max(last) - min(first) + 1 - sum(seen) as missing, sum(repeated) as repeated,
                 sum(seen) as seen, min(first) as first, max(last) as last
            from telemetry_record_numbers r where r.agent_id = a.agent_id group by r.source) by_source`;

const totals = `
  select sum(value) filter (where amount = 'input_tokens') as total_input_tokens,
         sum(value) filter (where amount = 'output_tokens') as total_output_tokens,
         sum(value) filter (where amount = 'cost_usd') as total_cost_usd
    from telemetry_metric_totals r where r.agent_id = a.agent_id`;

/** Null only where neither a delta nor a total was told. */
const metric = (amount: string) =>
  `case when delta_${amount} is null then total_${amount} else delta_${amount} + coalesce(total_${amount}, 0) end`;

const measured = `
  select a.agent_id, a.source, a.last_at, a.tool_calls, a.model_calls, a.calls_with_usage,
         a.last_tool_call_at, a.last_usage_at, a.input_tokens, a.output_tokens, a.cost_usd,
         n.missing, n.repeated, n.seen, n.first_number, n.last_number,
         ${metric('input_tokens')} as metric_input_tokens,
         ${metric('output_tokens')} as metric_output_tokens,
         ${metric('cost_usd')} as metric_cost_usd
    from telemetry_agents a
   cross join lateral (${numbers}) n
   cross join lateral (${totals}) t
   where a.source is not null`;

/** What may be wrong, in the order in which it is told. */
export const coverageProblems = [
  'records_missing',
  'numbers_repeat',
  'without_usage',
  'usage_stopped',
  'events_below_metrics',
] as const;
export type CoverageProblem = (typeof coverageProblems)[number];

const problemSql: Readonly<Record<CoverageProblem, string>> = {
  records_missing: 'missing > 0',
  numbers_repeat: 'repeated > 0',
  without_usage: 'tool_calls > 0 and calls_with_usage = 0',
  usage_stopped: `last_tool_call_at > last_usage_at + ${USAGE_MAY_LAG}`,
  events_below_metrics: `metric_tokens > event_tokens * ${METRICS_MAY_EXCEED}`,
};

const problems = coverageProblems.map((name) => `case when ${problemSql[name]} then '${name}' end`).join(', ');

/**
 * Agents of which telemetry came, each with what is known of its completeness and with its `problems`. In parentheses,
 * to be given an alias.
 */
export const coverageSource = `(
  select c.*, array_remove(array[${problems}], null) as problems
    from (select m.*, input_tokens + output_tokens as event_tokens,
                 case when metric_input_tokens is not null or metric_output_tokens is not null
                      then coalesce(metric_input_tokens, 0) + coalesce(metric_output_tokens, 0) end as metric_tokens
            from (${measured}) m) c)`;
