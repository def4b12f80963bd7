import type { SumOutput } from '../../platform/projections/projection.js';
import { type AgentRunRow, agentRunsTable } from './agent-run.row.js';
import { startOfDay } from './whole-days.js';

/** The runs of a UTC day that are of one kind, added up; empty texts where nobody says. */
interface AgentRunSumRow {
  readonly day: Date;
  readonly agent_type: string;
  readonly model: string;
  readonly epic_id: string;
  readonly outcome: string;
  /** Of runs that failed. */
  readonly error_class: string;
  readonly demo: boolean;
  readonly runs: number;
  readonly runs_with_calls: number;
  readonly runs_with_execution: number;
  readonly runs_with_active: number;
  readonly execution_ms: string;
  readonly active_ms: string;
  readonly input_tokens: string;
  readonly output_tokens: string;
  readonly calls: number;
  readonly failed_calls: number;
  readonly retries: number;
  readonly tool_calls: number;
  readonly failed_tool_calls: number;
}

/** Rows as many as there are kinds of runs, not as many as runs: what is told of a long time is read from. */
export const agentRunSums: SumOutput<AgentRunSumRow, AgentRunRow> = {
  kind: 'sum',
  table: {
    name: 'agent_run_sums',
    columns: {
      day: 'timestamptz',
      agent_type: 'text',
      model: 'text',
      epic_id: 'text',
      outcome: 'text',
      error_class: 'text',
      demo: 'boolean',
      runs: 'bigint',
      runs_with_calls: 'bigint',
      runs_with_execution: 'bigint',
      runs_with_active: 'bigint',
      execution_ms: 'numeric',
      active_ms: 'numeric',
      input_tokens: 'numeric',
      output_tokens: 'numeric',
      calls: 'bigint',
      failed_calls: 'bigint',
      retries: 'bigint',
      tool_calls: 'bigint',
      failed_tool_calls: 'bigint',
    },
    key: ['day', 'agent_type', 'model', 'epic_id', 'outcome', 'error_class', 'demo'],
  },
  of: agentRunsTable.name,
  count: 'runs',
  parts: (run) => [
    {
      day: startOfDay(run.counted_at),
      agent_type: run.agent_type ?? '',
      model: run.model ?? '',
      epic_id: run.epic_id ?? '',
      outcome: run.outcome,
      error_class: run.error_class ?? '',
      demo: run.demo,
      runs: 1,
      runs_with_calls: run.calls > 0 ? 1 : 0,
      runs_with_execution: run.execution_seconds === null ? 0 : 1,
      runs_with_active: run.active_seconds === null ? 0 : 1,
      execution_ms: milliseconds(run.execution_seconds),
      active_ms: milliseconds(run.active_seconds),
      input_tokens: run.input_tokens,
      output_tokens: run.output_tokens,
      calls: run.calls,
      failed_calls: run.failed_calls,
      retries: run.retries,
      tool_calls: run.tool_calls,
      failed_tool_calls: run.failed_tool_calls,
    },
  ],
};

/** Whole, so that sums are exact and can be taken back. */
function milliseconds(seconds: number | null): string {
  return seconds === null ? '0' : BigInt(Math.round(seconds * 1_000)).toString();
}
