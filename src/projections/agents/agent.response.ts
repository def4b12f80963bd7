import { z } from 'zod';
import { agentStates } from '../../events/agent.events.js';
import { pagedSchema } from '../../platform/http/paging.js';
import type { AgentRow } from './agents.projector.js';

const time = z.string().nullable();

export const agentResponse = z.object({
  id: z.string(),
  type: z.string().describe('kebab-case; `unknown` until it has been reported.'),
  state: z.enum(agentStates).nullable().describe('Null while only calls of the agent have been reported.'),
  model: z.string().nullable(),
  task: z.string().nullable(),
  epicId: z.string().nullable(),
  storyId: z.string().nullable(),
  prNumber: z.number().nullable(),
  team: z.string().nullable().describe('Whose work it is.'),
  sessionId: z.string().nullable(),
  parentAgentId: z.string().nullable(),
  error: z.string().nullable(),
  reason: z.string().nullable(),
  createdAt: time.describe('When it was spawned; null while that has not been reported.'),
  startedAt: time.describe('When it first ran.'),
  endedAt: time,
  updatedAt: z.string().describe('Latest step of its life.'),
  executionSeconds: z.number().nullable(),
  flags: z.array(z.string()).describe('What was unusual about its reports.'),
  demo: z.boolean().describe('Simulated.'),
});
export type AgentAnswer = z.infer<typeof agentResponse>;

const listedAgent = agentResponse.extend({
  tokens: z
    .number()
    .nullable()
    .describe('Input and output of its model calls. Null: none has been reported; with `asOf`, not known.'),
});
export type ListedAgent = z.infer<typeof listedAgent>;

export const agentsResponse = pagedSchema(listedAgent);

export const timelineEntry = z.object({
  id: z.string().describe('Id of the event.'),
  type: z.string(),
  occurredAt: z.string(),
  recordedAt: z.string(),
  position: z.string(),
  source: z.string(),
  traceId: z
    .string()
    .nullable()
    .describe('Of the request that told it, for its logs and spans; null where none is known.'),
  actor: z.object({ type: z.string(), id: z.string(), name: z.string() }),
  data: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;
export const timelineResponse = pagedSchema(timelineEntry);

const usage = z.object({
  modelCalls: z.number(),
  failedModelCalls: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  cacheReadTokens: z.number().nullable().describe('Null: never reported.'),
  cacheWriteTokens: z.number().nullable(),
  reportedCostUsd: z.string().nullable().describe("The agent's own estimate; null: never reported."),
  modelDurationMs: z.number().nullable().describe('Of the calls that tell it; null where none does.'),
  toolCalls: z.number(),
  failedToolCalls: z.number(),
  toolDurationMs: z.number(),
});
export type AgentUsage = z.infer<typeof usage>;

export const agentDetailResponse = agentResponse.extend({
  usage: usage.nullable().describe('Totals of its calls; null with `asOf`, since totals are kept by occurrence only.'),
  timeline: timelineResponse
    .nullable()
    .describe('The newest events of its own; the rest at /api/agents/{id}/timeline. Null with `asOf`.'),
});
export type AgentDetail = z.infer<typeof agentDetailResponse>;

export function presentAgent(row: AgentRow): AgentAnswer {
  return {
    id: row.id,
    type: row.type,
    state: row.state,
    model: row.model,
    task: row.task,
    epicId: row.epic_id,
    storyId: row.story_id,
    // `bigint` columns come back as text.
    prNumber: row.pr_number === null ? null : Number(row.pr_number),
    team: row.team,
    sessionId: row.session_id,
    parentAgentId: row.parent_agent_id,
    error: row.error,
    reason: row.reason,
    createdAt: row.created_at?.toISOString() ?? null,
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
    executionSeconds: row.execution_seconds,
    flags: [...row.flags],
    demo: row.demo,
  };
}
