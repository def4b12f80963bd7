import type { AgentActivityEvent } from '../../events/agent.events.js';
import { addWhole } from '../../kernel/exact-sum.js';
import { observeInSketch, type QuantileSketch } from '../../kernel/quantile-sketch.js';
import { hourOf, occurredAtOf } from '../../kernel/reported-fold.js';
import type {
  FoldOutput,
  InsertOutput,
  KeyPart,
  Projection,
  TableSpec,
} from '../../platform/projections/projection.js';

type ToolCall = Extract<AgentActivityEvent, { type: 'ToolCallRecorded' }>['data'];

/**
 * Calls of one tool by one agent in one hour of `occurredAt`, for the work that the calls themselves name. Type, epic
 * and story are empty where the call says nothing: then the agent's own record tells, which may come later.
 */
export interface ToolUsageRow {
  readonly agent_id: string;
  readonly tool: string;
  readonly hour: Date;
  readonly agent_type: string;
  readonly epic_id: string;
  readonly story_id: string;
  readonly demo: boolean;
  readonly calls: number;
  readonly failed_calls: number;
  /** In whole microseconds, so that the sum does not depend on the order. */
  readonly duration_us: string;
  readonly max_duration_ms: number;
  /** Of milliseconds. */
  readonly durations: QuantileSketch;
}

const toolUsageTable: TableSpec<ToolUsageRow> = {
  name: 'tool_usage',
  columns: {
    agent_id: 'text',
    tool: 'text',
    hour: 'timestamptz',
    agent_type: 'text',
    epic_id: 'text',
    story_id: 'text',
    demo: 'boolean',
    calls: 'bigint',
    failed_calls: 'bigint',
    duration_us: 'numeric',
    max_duration_ms: 'double precision',
    durations: 'jsonb',
  },
  key: ['agent_id', 'tool', 'hour', 'agent_type', 'epic_id', 'story_id', 'demo'],
  indexes: ['(hour)', '(tool, hour)'],
};

/** One call that failed, as it was reported. */
export interface FailedToolCallRow {
  readonly position: string;
  readonly id: string;
  readonly tool: string;
  readonly agent_id: string;
  readonly agent_type: string | null;
  readonly epic_id: string | null;
  readonly story_id: string | null;
  readonly occurred_at: Date;
  readonly duration_ms: number;
  readonly error: string | null;
  readonly tool_call_id: string | null;
  readonly traceparent: string | null;
  readonly demo: boolean;
}

const failedToolCallsTable: TableSpec<FailedToolCallRow> = {
  name: 'failed_tool_calls',
  columns: {
    position: 'text',
    id: 'text',
    tool: 'text',
    agent_id: 'text',
    agent_type: 'text',
    epic_id: 'text',
    story_id: 'text',
    occurred_at: 'timestamptz',
    duration_ms: 'double precision',
    error: 'text',
    tool_call_id: 'text',
    traceparent: 'text',
    demo: 'boolean',
  },
  // The id is unique in its stream only.
  key: ['position'],
  nullable: ['agent_type', 'epic_id', 'story_id', 'error', 'tool_call_id', 'traceparent'],
  indexes: ['(occurred_at desc, position desc)', '(tool, occurred_at desc, position desc)', '(agent_id)'],
};

const UNKNOWN_TYPE = 'unknown';

function emptyUsage([agentId, tool, hour, agentType, epicId, storyId, demo]: readonly KeyPart[]): ToolUsageRow {
  return {
    agent_id: agentId as string,
    tool: tool as string,
    hour: hour as Date,
    agent_type: agentType as string,
    epic_id: epicId as string,
    story_id: storyId as string,
    demo: demo as boolean,
    calls: 0,
    failed_calls: 0,
    duration_us: '0',
    max_duration_ms: 0,
    durations: {},
  };
}

const toolUsage: FoldOutput<ToolUsageRow> = {
  kind: 'fold',
  table: toolUsageTable,
  keys(event) {
    const { agentId, tool, agentType, epicId, storyId } = event.data as unknown as ToolCall;
    const type = agentType === undefined || agentType === UNKNOWN_TYPE ? '' : agentType;
    const demo = event.meta.demo === true;
    return [[agentId, tool, hourOf(occurredAtOf(event)), type, epicId ?? '', storyId ?? '', demo]];
  },
  apply(row, event, key) {
    const before = row ?? emptyUsage(key);
    const { success, durationMs } = event.data as unknown as ToolCall;
    return {
      ...before,
      calls: before.calls + 1,
      failed_calls: before.failed_calls + (success ? 0 : 1),
      duration_us: addWhole(before.duration_us, Math.round(durationMs * 1_000)),
      max_duration_ms: Math.max(before.max_duration_ms, durationMs),
      durations: observeInSketch(before.durations, durationMs),
    };
  },
};

const failedToolCalls: InsertOutput<FailedToolCallRow> = {
  kind: 'insert',
  table: failedToolCallsTable,
  rows(event) {
    const call = event.data as unknown as ToolCall;
    if (call.success) return [];
    return [
      {
        position: event.position,
        id: event.id,
        tool: call.tool,
        agent_id: call.agentId,
        agent_type: call.agentType ?? null,
        epic_id: call.epicId ?? null,
        story_id: call.storyId ?? null,
        occurred_at: occurredAtOf(event),
        duration_ms: call.durationMs,
        error: call.error ?? null,
        tool_call_id: call.toolCallId ?? null,
        traceparent: call.traceparent ?? null,
        demo: event.meta.demo === true,
      },
    ];
  },
};

/** What tools the fleet used, by hour, and each call that failed. */
export const toolCallsProjection: Projection = {
  name: 'tool-calls',
  version: 1,
  types: ['ToolCallRecorded'],
  outputs: [toolUsage, failedToolCalls],
};
