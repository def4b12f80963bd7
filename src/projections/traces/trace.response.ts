import { z } from 'zod';
import { pagedSchema } from '../../platform/http/paging.js';
import type { SpanCounts } from './span-counts.js';
import { type TraceRow, traceStatuses } from './trace.row.js';
import { spanSources } from './trace-span.row.js';

const text = z.string().nullable();
const status = z
  .enum(traceStatuses)
  .describe('`running`: its end has not been told; `unset`: nobody says whether it went well.');

const traceItem = z.object({
  traceId: z.string(),
  agentId: text.describe('Null: spans were received, and no agent is known to have a part in them.'),
  agentType: text.describe('Null until it has been told.'),
  parentAgentId: text,
  name: z.string().describe('Of the root span; `agent_execution` for the run of an agent.'),
  rootSpanId: z.string(),
  model: text,
  epicId: text,
  storyId: text,
  sessionId: text,
  startedAt: z.string(),
  endedAt: text.describe('Null while its end has not been told.'),
  durationMs: z.number().describe('To its end, or as far as it has been heard of.'),
  status,
  statusMessage: text,
  modelCalls: z.int().nonnegative(),
  toolCalls: z.int().nonnegative(),
  agentErrors: z.int().nonnegative().describe('Errors that the agent told of; they are no spans.'),
  errors: z.int().nonnegative().describe('Spans of the whole trace that failed.'),
  spanCount: z.int().nonnegative().describe('Of the whole trace: runs, their calls, and what was received besides.'),
  demo: z.boolean().describe('Simulated.'),
});
export type TraceItem = z.infer<typeof traceItem>;
export const tracesResponse = pagedSchema(traceItem);

const traceSpan = z.object({
  spanId: z.string(),
  parentSpanId: text.describe('Where it hangs in this trace; null: at the top.'),
  name: z
    .string()
    .describe('`agent_execution`, `tool_call`, `api_call`, `database_query`, `http_request`, or its own.'),
  startedAt: z.string(),
  durationMs: z.number().nonnegative().nullable().describe('Null: nobody told how long it took.'),
  status,
  statusMessage: text,
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  source: z.enum(spanSources).describe('Derived from what was reported of an agent, or received as a span.'),
  agentId: text.describe('Whose run or call it is; null for a received span.'),
  orphan: z.boolean().optional().describe('The parent that it names has not come; it hangs under the root.'),
});
export type TraceSpan = z.infer<typeof traceSpan>;

export const traceResponse = z.object({
  traceId: z.string(),
  name: z.string().describe('Of the run of its first agent, else of its root span.'),
  rootSpanId: z.string(),
  agentId: text.describe('The first of the agents that have a part in it; null: none has.'),
  startedAt: z.string(),
  endedAt: text.describe('Null while a run in it has not ended.'),
  durationMs: z.number().describe('To the end of its last span, as far as it has been heard of.'),
  status,
  errorCount: z.int().nonnegative().describe('Spans that failed.'),
  agents: z.array(traceItem).describe('The runs that it consists of, in the order of their start; at most 500.'),
  spanCount: z.int().nonnegative(),
  truncated: z.boolean().describe('It has more spans than are shown at all: the first 20 000 are.'),
  spans: z.array(traceSpan).describe('In the order of their start.'),
  nextCursor: text.describe('Where the next spans start; null at the end.'),
});
export type TraceDetail = z.infer<typeof traceResponse>;

/** `counts`: of the whole trace, which other runs may share. */
export function presentTrace(row: TraceRow, counts: SpanCounts): TraceItem {
  // `bigint` columns come back as text.
  return {
    traceId: row.trace_id,
    agentId: row.agent_id,
    agentType: row.agent_type,
    parentAgentId: row.parent_agent_id,
    name: row.name,
    rootSpanId: row.root_span_id,
    model: row.model,
    epicId: row.epic_id,
    storyId: row.story_id,
    sessionId: row.session_id,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    durationMs: row.duration_ms,
    status: row.status,
    statusMessage: row.status_message,
    modelCalls: Number(row.model_calls),
    toolCalls: Number(row.tool_calls),
    agentErrors: Number(row.agent_errors),
    errors: counts.failed,
    spanCount: counts.spans,
    demo: row.demo,
  };
}
