import { z } from 'zod';
import { type modelCallFlags, toolDecisions } from '../../../events/agent.events.js';
import type { ActivityFactKind } from '../../../events/fact-kind.js';
import {
  agentTypeName,
  durationMs,
  freeText,
  nameText,
  reportedId,
  spanId,
  tokenCount,
  traceId,
  traceparent,
  usdAmount,
} from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import { present, wholly } from '../../../kernel/present.js';

/** What a reporter may add about the work around a call. */
const activityContext = {
  agentType: agentTypeName.optional(),
  epicId: reportedId.optional(),
  storyId: reportedId.optional(),
  prNumber: z.int().positive().optional(),
  team: reportedId.optional(),
  sessionId: reportedId.optional(),
  traceparent: traceparent.optional(),
};

/** The span that the agent itself gave to the call. */
const ownSpan = {
  traceId: traceId.optional(),
  spanId: spanId.optional(),
  parentSpanId: spanId.optional(),
};

export const modelCallRecordedInput = z.strictObject({
  agentId: reportedId,
  ...activityContext,
  model: nameText(200),
  provider: nameText(100).optional(),
  inputTokens: tokenCount.describe('All input tokens, those read from or written to a cache included.'),
  outputTokens: tokenCount,
  cacheReadTokens: tokenCount.optional(),
  cacheWriteTokens: tokenCount.optional(),
  cacheWrite1hTokens: tokenCount.optional().describe('Part of cacheWriteTokens: what is to be kept for an hour.'),
  reasoningTokens: tokenCount.optional().describe('Part of outputTokens: what was thought and not told.'),
  serviceTier: nameText(50).optional().describe('As the provider names it, as in standard, priority, batch.'),
  speed: nameText(50).optional().describe('As the agent names it: standard or fast.'),
  reportedCostUsd: usdAmount.optional(),
  durationMs: durationMs.optional(),
  success: z.boolean(),
  error: freeText(10_000).optional(),
  requestId: reportedId.optional(),
  ...ownSpan,
});
type ModelCall = z.infer<typeof modelCallRecordedInput>;

export const modelCallRecordedKind: ActivityFactKind<ModelCall> = {
  mode: 'activity',
  type: 'ModelCallRecorded',
  input: modelCallRecordedInput,
  stream: ({ agentId }) => streams.agentActivity(agentId),
  naturalKey: ({ requestId }) => requestId,
  record(call) {
    const flags = contradictionsIn(call);
    return { type: 'ModelCallRecorded', data: flags.length > 0 ? present(call, { flags }) : wholly(call) };
  },
};

/** A part cannot be more than the whole. */
function contradictionsIn(call: ModelCall): readonly (typeof modelCallFlags)[number][] {
  const { cacheReadTokens = 0, cacheWriteTokens = 0, cacheWrite1hTokens = 0, reasoningTokens = 0 } = call;
  return [
    ...(cacheReadTokens + cacheWriteTokens > call.inputTokens ? ['cached_exceeds_input' as const] : []),
    ...(reasoningTokens > call.outputTokens ? ['reasoning_exceeds_output' as const] : []),
    ...(cacheWrite1hTokens > cacheWriteTokens ? ['cache_write_1h_exceeds_cache_write' as const] : []),
  ];
}

export const toolCallRecordedInput = z.strictObject({
  agentId: reportedId,
  ...activityContext,
  tool: nameText(200),
  durationMs,
  success: z.boolean(),
  error: freeText(10_000).optional(),
  toolCallId: reportedId.optional(),
  ...ownSpan,
});
type ToolCall = z.infer<typeof toolCallRecordedInput>;

export const toolCallRecordedKind: ActivityFactKind<ToolCall> = {
  mode: 'activity',
  type: 'ToolCallRecorded',
  input: toolCallRecordedInput,
  stream: ({ agentId }) => streams.agentActivity(agentId),
  naturalKey: ({ toolCallId }) => toolCallId,
  record: (call) => ({ type: 'ToolCallRecorded', data: wholly(call) }),
};

export const toolDecisionRecordedInput = z.strictObject({
  agentId: reportedId,
  ...activityContext,
  tool: nameText(200),
  decision: z.enum(toolDecisions),
  decidedBy: nameText(100).optional(),
  toolCallId: reportedId.optional(),
});
type ToolDecision = z.infer<typeof toolDecisionRecordedInput>;

export const toolDecisionRecordedKind: ActivityFactKind<ToolDecision> = {
  mode: 'activity',
  type: 'ToolDecisionRecorded',
  input: toolDecisionRecordedInput,
  stream: ({ agentId }) => streams.agentActivity(agentId),
  naturalKey: ({ toolCallId }) => toolCallId,
  record: (decision) => ({ type: 'ToolDecisionRecorded', data: wholly(decision) }),
};

export const agentErrorRecordedInput = z.strictObject({
  agentId: reportedId,
  ...activityContext,
  errorType: nameText(200),
  error: freeText(10_000).optional(),
});
type AgentError = z.infer<typeof agentErrorRecordedInput>;

export const agentErrorRecordedKind: ActivityFactKind<AgentError> = {
  mode: 'activity',
  type: 'AgentErrorRecorded',
  input: agentErrorRecordedInput,
  stream: ({ agentId }) => streams.agentActivity(agentId),
  record: (error) => ({ type: 'AgentErrorRecorded', data: wholly(error) }),
};
