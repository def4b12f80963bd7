import type { AgentActivityEvent } from '../../events/agent.events.js';
import type { TelemetryAmount, TelemetryEvent } from '../../events/telemetry.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { exhaustive } from '../../kernel/exhaustive.js';
import { addDecimals, addWhole } from '../../kernel/exact-sum.js';
import { later, occurredAtOf } from '../../kernel/reported-fold.js';
import type { FoldOutput, Projection, TableSpec } from '../../platform/projections/projection.js';
import { metricTotals } from './metric-totals.js';
import { recordNumbers } from './record-numbers.js';

type Activity = Extract<AgentActivityEvent, { type: 'ModelCallRecorded' | 'ToolCallRecorded' }>;

/** What an agent's events tell of its usage, beside what its metrics say was added. */
export interface TelemetryAgentRow {
  readonly agent_id: string;
  /** Null while no telemetry has come: its reporters are answered for each fact, so that none can be missing. */
  readonly source: string | null;
  /** The latest of what is known of it; when its telemetry begins depends on how it is cut into exports. */
  readonly last_at: Date;
  readonly tool_calls: number;
  readonly model_calls: number;
  /** Model calls that told of tokens. */
  readonly calls_with_usage: number;
  readonly last_tool_call_at: Date | null;
  readonly last_usage_at: Date | null;
  readonly input_tokens: string;
  readonly output_tokens: string;
  /** Null while no call has told of it, as with those below of the metrics. */
  readonly cost_usd: string | null;
  readonly delta_input_tokens: string | null;
  readonly delta_output_tokens: string | null;
  readonly delta_cost_usd: string | null;
}

const table: TableSpec<TelemetryAgentRow> = {
  name: 'telemetry_agents',
  columns: {
    agent_id: 'text',
    source: 'text',
    last_at: 'timestamptz',
    tool_calls: 'bigint',
    model_calls: 'bigint',
    calls_with_usage: 'bigint',
    last_tool_call_at: 'timestamptz',
    last_usage_at: 'timestamptz',
    input_tokens: 'numeric',
    output_tokens: 'numeric',
    cost_usd: 'numeric',
    delta_input_tokens: 'numeric',
    delta_output_tokens: 'numeric',
    delta_cost_usd: 'numeric',
  },
  key: ['agent_id'],
  nullable: [
    'source',
    'last_tool_call_at',
    'last_usage_at',
    'cost_usd',
    'delta_input_tokens',
    'delta_output_tokens',
    'delta_cost_usd',
  ],
  indexes: ['(last_at desc, agent_id desc)'],
};

const deltaColumns = {
  input_tokens: 'delta_input_tokens',
  output_tokens: 'delta_output_tokens',
  cost_usd: 'delta_cost_usd',
} as const satisfies Record<TelemetryAmount, keyof TelemetryAgentRow>;

function placeholder(agentId: string, at: Date): TelemetryAgentRow {
  return {
    agent_id: agentId,
    source: null,
    last_at: at,
    tool_calls: 0,
    model_calls: 0,
    calls_with_usage: 0,
    last_tool_call_at: null,
    last_usage_at: null,
    input_tokens: '0',
    output_tokens: '0',
    cost_usd: null,
    delta_input_tokens: null,
    delta_output_tokens: null,
    delta_cost_usd: null,
  };
}

function fold(row: TelemetryAgentRow, event: Activity | TelemetryEvent, at: Date): TelemetryAgentRow {
  switch (event.type) {
    case 'ToolCallRecorded':
      return { ...row, tool_calls: row.tool_calls + 1, last_tool_call_at: later(row.last_tool_call_at, at) };
    case 'ModelCallRecorded':
      return modelCall(row, event.data, at);
    case 'TelemetryReceived':
      return received(row, event.data);
    default:
      return exhaustive(event);
  }
}

function modelCall(
  row: TelemetryAgentRow,
  { inputTokens, outputTokens, reportedCostUsd }: Extract<Activity, { type: 'ModelCallRecorded' }>['data'],
  at: Date,
): TelemetryAgentRow {
  const tellsUsage = inputTokens + outputTokens > 0;
  return {
    ...row,
    model_calls: row.model_calls + 1,
    calls_with_usage: row.calls_with_usage + (tellsUsage ? 1 : 0),
    last_usage_at: tellsUsage ? later(row.last_usage_at, at) : row.last_usage_at,
    input_tokens: addWhole(row.input_tokens, inputTokens),
    output_tokens: addWhole(row.output_tokens, outputTokens),
    cost_usd: reportedCostUsd === undefined ? row.cost_usd : addDecimals(row.cost_usd ?? '0', reportedCostUsd),
  };
}

function received(row: TelemetryAgentRow, { source, deltas = [] }: TelemetryEvent['data']): TelemetryAgentRow {
  const sums: { -readonly [Column in (typeof deltaColumns)[TelemetryAmount]]?: string } = {};
  for (const { amount, value } of deltas) {
    const column = deltaColumns[amount];
    sums[column] = addDecimals(sums[column] ?? row[column] ?? '0', value);
  }
  // Of several sources the first by name: none is better than another, and the order must not matter.
  return { ...row, ...sums, source: row.source !== null && row.source < source ? row.source : source };
}

const agents: FoldOutput<TelemetryAgentRow> = {
  kind: 'fold',
  table,
  keys: (event) => [[(event.data as unknown as { agentId: string }).agentId]],
  apply(row, event, [agentId]) {
    const at = occurredAtOf(event);
    const before = row ?? placeholder(agentId as string, at);
    return {
      ...fold(before, eventOf(event), at),
      last_at: later(before.last_at, at),
    };
  },
};

function eventOf(event: RecordedEvent): Activity | TelemetryEvent {
  return event as unknown as Activity | TelemetryEvent;
}

/** How complete the telemetry of each agent is: numbers that are missing, metrics against events, work without usage. */
export const telemetryCoverageProjection: Projection = {
  name: 'telemetry-coverage',
  version: 1,
  types: ['ModelCallRecorded', 'ToolCallRecorded', 'TelemetryReceived'],
  outputs: [agents, recordNumbers, metricTotals],
};
