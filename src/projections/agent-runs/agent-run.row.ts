import type { TableSpec } from '../../platform/projections/projection.js';
import type { LifeStep, RunOutcome } from './run-life.js';
import type { RunUsage } from './run-usage.entry.js';
import { sliceOf } from './run-slice.js';
import type { ToldOfRun } from './told-work.js';

/** The latest error of each source: a failing step, the agent's own word, a failed model call. */
export type RunErrors = {
  readonly [Source in 'step' | 'told' | 'call']?: readonly [atMs: number, errorClass: string];
};

/** One run of an agent: what the reports say, kept so that their order does not matter, and what it comes to. */
export interface AgentRunRow {
  readonly agent_id: string;
  /** One of `RUN_SLICES`, by its name: some slices are a sample of all runs. */
  readonly slice: number;
  readonly demo: boolean;
  readonly told: ToldOfRun;
  readonly steps: readonly LifeStep[];
  /** When telemetry showed it first; null: it never did. */
  readonly observed_at: Date | null;
  /** Tokens by model, whole numbers as text. */
  readonly models: Readonly<Record<string, string>>;
  readonly usage: RunUsage;
  /** `modelSetOf` its usage; empty: it told of no model call. */
  readonly model_set: string;
  /** The latest model call; of one moment, one that succeeded. */
  readonly last_call: readonly [atMs: number, success: boolean] | null;
  readonly errors: RunErrors;
  /** Earliest moment of all that was told of it. */
  readonly first_at: Date;

  /** What follows from it. */
  readonly agent_type: string | null;
  /** The model that used most of its tokens; that of its spawn while none did. */
  readonly model: string | null;
  readonly epic_id: string | null;
  readonly story_id: string | null;
  readonly pr_number: string | null;
  readonly outcome: RunOutcome;
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
  /** When it counts: its end; while it is open, when it was first heard of. */
  readonly counted_at: Date;
  readonly execution_seconds: number | null;
  readonly active_seconds: number | null;
  readonly input_tokens: string;
  readonly output_tokens: string;
  readonly calls: number;
  readonly failed_calls: number;
  /** Failed model calls that another call came after. */
  readonly retries: number;
  readonly tool_calls: number;
  readonly failed_tool_calls: number;
  /** Of a run that failed; null otherwise. */
  readonly error_class: string | null;
}

export const agentRunsTable: TableSpec<AgentRunRow> = {
  name: 'agent_runs',
  columns: {
    agent_id: 'text',
    slice: 'integer',
    demo: 'boolean',
    told: 'jsonb',
    steps: 'jsonb',
    observed_at: 'timestamptz',
    models: 'jsonb',
    usage: 'jsonb',
    model_set: 'text',
    last_call: 'jsonb',
    errors: 'jsonb',
    first_at: 'timestamptz',
    agent_type: 'text',
    model: 'text',
    epic_id: 'text',
    story_id: 'text',
    pr_number: 'text',
    outcome: 'text',
    started_at: 'timestamptz',
    ended_at: 'timestamptz',
    counted_at: 'timestamptz',
    execution_seconds: 'double precision',
    active_seconds: 'double precision',
    input_tokens: 'numeric',
    output_tokens: 'numeric',
    calls: 'integer',
    failed_calls: 'integer',
    retries: 'integer',
    tool_calls: 'integer',
    failed_tool_calls: 'integer',
    error_class: 'text',
  },
  key: ['agent_id'],
  nullable: [
    'observed_at',
    'last_call',
    'agent_type',
    'model',
    'epic_id',
    'story_id',
    'pr_number',
    'started_at',
    'ended_at',
    'execution_seconds',
    'active_seconds',
    'error_class',
  ],
  indexes: ['(counted_at)', '(epic_id, counted_at)', '(slice, counted_at)', '(pr_number) where pr_number is not null'],
};

export function emptyRun(agentId: string, at: Date): AgentRunRow {
  return {
    agent_id: agentId,
    slice: sliceOf(agentId),
    demo: false,
    told: {},
    steps: [],
    observed_at: null,
    models: {},
    usage: {},
    model_set: '',
    last_call: null,
    errors: {},
    first_at: at,
    agent_type: null,
    model: null,
    epic_id: null,
    story_id: null,
    pr_number: null,
    outcome: 'open',
    started_at: null,
    ended_at: null,
    counted_at: at,
    execution_seconds: null,
    active_seconds: null,
    input_tokens: '0',
    output_tokens: '0',
    calls: 0,
    failed_calls: 0,
    retries: 0,
    tool_calls: 0,
    failed_tool_calls: 0,
    error_class: null,
  };
}
