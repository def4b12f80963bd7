import type { AgentState } from '../../events/agent.events.js';
import type { TableSpec } from '../../platform/projections/projection.js';
import type { ToldFields } from './told-fields.js';

/** `unset`: it has ended and nobody says how; `running`: its end has not been told. */
export const traceStatuses = ['ok', 'error', 'unset', 'running'] as const;
export type TraceStatus = (typeof traceStatuses)[number];

/** The run of an agent, or a trace of which spans were received; the latter may turn out to be an agent's. */
export interface TraceRow {
  /** `agent/…` or `trace/…`. */
  readonly id: string;
  readonly trace_id: string;
  readonly agent_id: string | null;
  /** Null until somebody says. */
  readonly agent_type: string | null;
  /** Of its root span. */
  readonly name: string;
  readonly root_span_id: string;
  /** What its root span was begun by, as far as that was told. */
  readonly parent_span_id: string | null;
  readonly parent_agent_id: string | null;
  readonly model: string | null;
  readonly epic_id: string | null;
  readonly story_id: string | null;
  readonly session_id: string | null;
  /** Which word each field was taken from. */
  readonly told: ToldFields;
  readonly spawned_at: Date | null;
  /** The earliest moment at which telemetry showed it. */
  readonly observed_at: Date | null;
  /** The earliest start, and the latest end, of its calls, steps or spans. */
  readonly first_at: Date | null;
  readonly final_at: Date | null;
  /** The step of its life that happened last. */
  readonly state: AgentState | null;
  readonly state_at: Date | null;
  readonly state_message: string | null;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  /** To its end, or as far as it has been heard of. */
  readonly duration_ms: number;
  readonly status: TraceStatus;
  readonly status_message: string | null;
  readonly model_calls: number;
  readonly tool_calls: number;
  /** Errors that the agent told of; they are no calls. */
  readonly agent_errors: number;
  readonly demo: boolean;
}

export const tracesTable: TableSpec<TraceRow> = {
  name: 'traces',
  columns: {
    id: 'text',
    trace_id: 'text',
    agent_id: 'text',
    agent_type: 'text',
    name: 'text',
    root_span_id: 'text',
    parent_span_id: 'text',
    parent_agent_id: 'text',
    model: 'text',
    epic_id: 'text',
    story_id: 'text',
    session_id: 'text',
    told: 'jsonb',
    spawned_at: 'timestamptz',
    observed_at: 'timestamptz',
    first_at: 'timestamptz',
    final_at: 'timestamptz',
    state: 'text',
    state_at: 'timestamptz',
    state_message: 'text',
    started_at: 'timestamptz',
    ended_at: 'timestamptz',
    duration_ms: 'double precision',
    status: 'text',
    status_message: 'text',
    model_calls: 'bigint',
    tool_calls: 'bigint',
    agent_errors: 'bigint',
    demo: 'boolean',
  },
  key: ['id'],
  nullable: [
    'agent_id',
    'agent_type',
    'parent_span_id',
    'parent_agent_id',
    'model',
    'epic_id',
    'story_id',
    'session_id',
    'spawned_at',
    'observed_at',
    'first_at',
    'final_at',
    'state',
    'state_at',
    'state_message',
    'ended_at',
    'status_message',
  ],
  indexes: ['(started_at desc, id desc)', '(trace_id)', '(agent_id)', '(agent_type, started_at desc, id desc)'],
};

/** A row of which nothing is known yet. */
export function emptyTrace(id: string, name: string, traceId: string, rootSpanId: string, at: Date): TraceRow {
  return {
    id,
    trace_id: traceId,
    agent_id: null,
    agent_type: null,
    name,
    root_span_id: rootSpanId,
    parent_span_id: null,
    parent_agent_id: null,
    model: null,
    epic_id: null,
    story_id: null,
    session_id: null,
    told: {},
    spawned_at: null,
    observed_at: null,
    first_at: null,
    final_at: null,
    state: null,
    state_at: null,
    state_message: null,
    started_at: at,
    ended_at: null,
    duration_ms: 0,
    status: 'unset',
    status_message: null,
    model_calls: 0,
    tool_calls: 0,
    agent_errors: 0,
    demo: false,
  };
}

const EARLIEST_MS = -62_135_596_800_000;
const LATEST_MS = 253_402_300_799_999;

/** So many milliseconds later (or earlier), within the years 1 to 9999. */
export function shifted(time: Date, milliseconds: number): Date {
  return new Date(Math.floor(Math.min(Math.max(time.getTime() + milliseconds, EARLIEST_MS), LATEST_MS)));
}
