import type { AgentActivityEvent } from '../../events/agent.events.js';
import { present } from '../../kernel/present.js';
import type { SpanAttributes } from './trace-span.row.js';

type Call = Extract<AgentActivityEvent, { type: 'ModelCallRecorded' | 'ToolCallRecorded' }>;
type ModelCall = Extract<Call, { type: 'ModelCallRecorded' }>['data'];
type ToolCall = Extract<Call, { type: 'ToolCallRecorded' }>['data'];

/** What a call that failed for an unknown kind of reason has as its `error.type`. */
const OTHER_ERROR = '_OTHER';

/** A call of an agent as a span: our name and attributes, and those of the GenAI conventions. */
export function presentCall({ type, data }: Call): { readonly name: string; readonly attributes: SpanAttributes } {
  return type === 'ModelCallRecorded'
    ? { name: 'api_call', attributes: { ...modelAttributes(data), ...commonAttributes(data) } }
    : { name: 'tool_call', attributes: { ...toolAttributes(data), ...commonAttributes(data) } };
}

function modelAttributes(call: ModelCall): SpanAttributes {
  return present({
    model: call.model,
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': call.model,
    'gen_ai.provider.name': call.provider,
    'gen_ai.usage.input_tokens': call.inputTokens,
    'gen_ai.usage.output_tokens': call.outputTokens,
    'gen_ai.usage.cache_read.input_tokens': call.cacheReadTokens,
    'gen_ai.usage.cache_creation.input_tokens': call.cacheWriteTokens,
    'gen_ai.usage.reasoning.output_tokens': call.reasoningTokens,
    request_id: call.requestId,
    reported_cost_usd: call.reportedCostUsd,
  }) as SpanAttributes;
}

function toolAttributes(call: ToolCall): SpanAttributes {
  return present({
    tool_name: call.tool,
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': call.tool,
    'gen_ai.tool.call.id': call.toolCallId,
  }) as SpanAttributes;
}

function commonAttributes(call: ModelCall | ToolCall): SpanAttributes {
  return present({
    'gen_ai.agent.id': call.agentId,
    'gen_ai.conversation.id': call.sessionId,
    'error.type': call.success ? undefined : OTHER_ERROR,
  }) as SpanAttributes;
}
