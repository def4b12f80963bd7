import { z } from 'zod';
import {
  agentTypeName,
  durationMs,
  freeText,
  nameText,
  reportedId,
  tokenCount,
  traceparent,
  usdAmount,
} from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import { present } from '../../../kernel/present.js';
import type { ActivityFactKind } from '../../intake/fact-kind.js';

/** What a reporter may add about the work around a call. */
const activityContext = {
  agentType: agentTypeName.optional(),
  epicId: reportedId.optional(),
  storyId: reportedId.optional(),
  prNumber: z.int().positive().optional(),
  sessionId: reportedId.optional(),
  traceparent: traceparent.optional(),
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
  reportedCostUsd: usdAmount.optional(),
  durationMs,
  success: z.boolean(),
  error: freeText(10_000).optional(),
  requestId: reportedId.optional(),
});
type ModelCall = z.infer<typeof modelCallRecordedInput>;

export const modelCallRecordedKind: ActivityFactKind<ModelCall> = {
  mode: 'activity',
  type: 'ModelCallRecorded',
  input: modelCallRecordedInput,
  stream: ({ agentId }) => streams.agentActivity(agentId),
  naturalKey: ({ requestId }) => requestId,
  record(call) {
    const contradicts = (call.cacheReadTokens ?? 0) + (call.cacheWriteTokens ?? 0) > call.inputTokens;
    return {
      type: 'ModelCallRecorded',
      data: present({ ...call, flags: contradicts ? ['cached_exceeds_input'] : undefined }),
    };
  },
};

export const toolCallRecordedInput = z.strictObject({
  agentId: reportedId,
  ...activityContext,
  tool: nameText(200),
  durationMs,
  success: z.boolean(),
  error: freeText(10_000).optional(),
  toolCallId: reportedId.optional(),
});
type ToolCall = z.infer<typeof toolCallRecordedInput>;

export const toolCallRecordedKind: ActivityFactKind<ToolCall> = {
  mode: 'activity',
  type: 'ToolCallRecorded',
  input: toolCallRecordedInput,
  stream: ({ agentId }) => streams.agentActivity(agentId),
  naturalKey: ({ toolCallId }) => toolCallId,
  record: (call) => ({ type: 'ToolCallRecorded', data: present(call) }),
};
