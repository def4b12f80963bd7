import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';

/** Life of an agent, in the fleet's own words. Terminal: completed, failed, terminated. */
export const agentStates = [
  'created',
  'initializing',
  'running',
  'waiting_for_input',
  'waiting_for_external',
  'paused',
  'completed',
  'failed',
  'terminated',
] as const;
export type AgentState = (typeof agentStates)[number];

/**
 * Why a reported transition is unusual. It is recorded all the same: the fleet is the authority on what happened.
 * - `illegal_transition`: the life cycle has no such step; the state follows the report.
 * - `late`: it happened before the transition last recorded; the current state stays.
 * - `before_spawn`: no AgentSpawned has been recorded yet.
 */
export const transitionFlags = ['illegal_transition', 'late', 'before_spawn'] as const;

const agentId = z.string().min(1).max(200);
/** kebab-case, as in metric labels. */
const agentType = z.string().min(1).max(100);

/**
 * W3C trace context that the agent's work ran in, as it was given it (`TRACEPARENT`): its span is the parent of what is
 * reported, not the span of it. Not the context of our request, which is in the metadata.
 */
const traceparent = z.string().max(55).optional();

/** Whose work it is, and who pays for it. */
const team = z.string().max(200).optional();

/** What a reporter may know about the work around a call; the agent's own record has the rest. */
const activityContext = {
  agentType: agentType.optional(),
  epicId: z.string().max(200).optional(),
  storyId: z.string().max(200).optional(),
  prNumber: z.int().positive().optional(),
  team,
  sessionId: z.string().max(200).optional(),
  traceparent,
};

const traceId = z.string().regex(/^[0-9a-f]{32}$/);
const spanId = z.string().regex(/^[0-9a-f]{16}$/);

/** The span that the agent itself gave to what is reported; W3C ids in lower case. */
const ownSpan = { traceId: traceId.optional(), spanId: spanId.optional(), parentSpanId: spanId.optional() };

export const agentSpawned = defineEvent({
  type: 'AgentSpawned',
  version: 1,
  summary: 'An agent was created by the fleet.',
  category: 'agent',
  data: z.object({
    agentId,
    agentType,
    task: z.string().max(10_000).optional(),
    model: z.string().max(200).optional(),
    epicId: z.string().max(200).optional(),
    storyId: z.string().max(200).optional(),
    prNumber: z.int().positive().optional(),
    team,
    sessionId: z.string().max(200).optional(),
    parentAgentId: agentId.optional(),
    traceparent,
    /** When it is `late`: the state in which the agent is known already. */
    state: z.enum(agentStates).optional(),
    /** With `state`, where it is known by its telemetry: the type of which it was taken to be; else it was unknown. */
    typeBefore: agentType.optional(),
    flags: z.array(z.enum(transitionFlags)).optional(),
  }),
});

export const agentObserved = defineEvent({
  type: 'AgentObserved',
  version: 1,
  summary: 'Telemetry showed an agent at work, earlier or in more detail than was known.',
  category: 'agent',
  data: z.object({
    agentId,
    agentType,
    model: z.string().max(200).optional(),
    epicId: z.string().max(200).optional(),
    storyId: z.string().max(200).optional(),
    prNumber: z.int().positive().optional(),
    team,
    sessionId: z.string().max(200).optional(),
    parentAgentId: agentId.optional(),
    traceparent,
    ...ownSpan,
    /** The state in which it is known already; absent the first time that it is heard of, which counts as running. */
    state: z.enum(agentStates).optional(),
    /** With `state`, where its type is another one now: what it was taken to be. */
    typeBefore: agentType.optional(),
  }),
});

export const agentStateChanged = defineEvent({
  type: 'AgentStateChanged',
  version: 1,
  summary: 'An agent went from one state of its life to another.',
  category: 'agent',
  data: z.object({
    agentId,
    /** `unknown` until an AgentSpawned says better. */
    agentType,
    model: z.string().max(200).optional(),
    epicId: z.string().max(200).optional(),
    storyId: z.string().max(200).optional(),
    /** What it was at that time, where that is known. */
    from: z.enum(agentStates).optional(),
    to: z.enum(agentStates),
    reason: z.string().max(2_000).optional(),
    error: z.string().max(10_000).optional(),
    traceparent,
    /**
     * Nobody told of it: concluded here, from an agent's telemetry that came no more, or came again. `terminated` then
     * says that it is over, and nothing of its success.
     */
    presumed: z.literal(true).optional(),
    /** On terminal states: seconds from the first `running` (else the spawn) to now, by occurredAt. */
    executionSeconds: z.number().nonnegative().optional(),
    flags: z.array(z.enum(transitionFlags)).optional(),
  }),
});

export const agentAttributed = defineEvent({
  type: 'AgentAttributed',
  version: 1,
  summary: 'It was told afterwards what an agent worked on; it counts for all that it ever did.',
  category: 'agent',
  data: z.object({
    agentId,
    /** Null: on none. Absent: nothing was told of it; so for the others. */
    epicId: z.string().max(200).nullable().optional(),
    storyId: z.string().max(200).nullable().optional(),
    prNumber: z.int().positive().nullable().optional(),
    team: z.string().max(200).nullable().optional(),
    /** It follows from what was told of this session of it. What is told of the agent itself counts before that. */
    sessionId: z.string().max(200).optional(),
  }),
});

export const sessionAttributed = defineEvent({
  type: 'SessionAttributed',
  version: 1,
  summary: 'It was told afterwards what a session of agents worked on; it counts for all of its agents.',
  category: 'agentSession',
  data: z.object({
    sessionId: z.string().min(1).max(200),
    /** Null: on none. Absent: nothing was told of it; so for the others. */
    epicId: z.string().max(200).nullable().optional(),
    storyId: z.string().max(200).nullable().optional(),
    prNumber: z.int().positive().nullable().optional(),
    team: z.string().max(200).nullable().optional(),
  }),
});

/** Which part of a call's tokens is reported to be more than the whole. */
export const modelCallFlags = [
  'cached_exceeds_input',
  'reasoning_exceeds_output',
  'cache_write_1h_exceeds_cache_write',
] as const;

export const modelCallRecorded = defineEvent({
  type: 'ModelCallRecorded',
  version: 1,
  summary: 'An agent called a model.',
  category: 'agentActivity',
  data: z.object({
    agentId,
    ...activityContext,
    model: z.string().min(1).max(200),
    provider: z.string().max(100).optional(),
    /** All input, cached parts included. */
    inputTokens: z.int().nonnegative(),
    outputTokens: z.int().nonnegative(),
    /** Part of the input that was read from, or written to, the provider's cache. */
    cacheReadTokens: z.int().nonnegative().optional(),
    cacheWriteTokens: z.int().nonnegative().optional(),
    /** Part of cacheWriteTokens that is to be kept for an hour, which is dearer. */
    cacheWrite1hTokens: z.int().nonnegative().optional(),
    /** Part of the output that is thought and not told. */
    reasoningTokens: z.int().nonnegative().optional(),
    /** As the provider names them, `priority` or `fast`; prices depend on them. */
    serviceTier: z.string().max(50).optional(),
    speed: z.string().max(50).optional(),
    /** The agent's own estimate: a decimal string in USD. */
    reportedCostUsd: z.string().optional(),
    /** Absent where the agent does not tell how long it waited. */
    durationMs: z.number().nonnegative().optional(),
    success: z.boolean(),
    error: z.string().max(10_000).optional(),
    requestId: z.string().max(200).optional(),
    ...ownSpan,
    /** The reporter's counts contradict each other; kept as reported. */
    flags: z.array(z.enum(modelCallFlags)).optional(),
  }),
});

export const toolCallRecorded = defineEvent({
  type: 'ToolCallRecorded',
  version: 1,
  summary: 'An agent used a tool.',
  category: 'agentActivity',
  data: z.object({
    agentId,
    ...activityContext,
    tool: z.string().min(1).max(200),
    durationMs: z.number().nonnegative(),
    success: z.boolean(),
    error: z.string().max(10_000).optional(),
    /** The agent's own id of the call. */
    toolCallId: z.string().max(200).optional(),
    ...ownSpan,
  }),
});

export const toolDecisions = ['accepted', 'rejected', 'aborted'] as const;

export const toolDecisionRecorded = defineEvent({
  type: 'ToolDecisionRecorded',
  version: 1,
  summary: 'A user or a rule decided whether an agent may use a tool.',
  category: 'agentActivity',
  data: z.object({
    agentId,
    ...activityContext,
    tool: z.string().min(1).max(200),
    decision: z.enum(toolDecisions),
    /** Who or what decided, as the agent names it: `config`, `user_permanent`. */
    decidedBy: z.string().max(100).optional(),
    toolCallId: z.string().max(200).optional(),
  }),
});

export const agentErrorRecorded = defineEvent({
  type: 'AgentErrorRecorded',
  version: 1,
  summary: 'An agent told of an error that is neither of a model call nor of a tool call.',
  category: 'agentActivity',
  data: z.object({
    agentId,
    ...activityContext,
    /** As the agent names it: `api_refusal`, `internal_error`. */
    errorType: z.string().min(1).max(200),
    error: z.string().max(10_000).optional(),
  }),
});

export const agentEvents = [
  agentSpawned,
  agentStateChanged,
  agentObserved,
  agentAttributed,
  sessionAttributed,
  modelCallRecorded,
  toolCallRecorded,
  toolDecisionRecorded,
  agentErrorRecorded,
] as const;
export type AgentEvent =
  EventOf<typeof agentSpawned> | EventOf<typeof agentStateChanged> | EventOf<typeof agentObserved>;
/** What was told of an agent's work when it was over. */
export type AgentAttributionEvent = EventOf<typeof agentAttributed>;
export type SessionAttributionEvent = EventOf<typeof sessionAttributed>;
export type AgentActivityEvent =
  | EventOf<typeof modelCallRecorded>
  | EventOf<typeof toolCallRecorded>
  | EventOf<typeof toolDecisionRecorded>
  | EventOf<typeof agentErrorRecorded>;
