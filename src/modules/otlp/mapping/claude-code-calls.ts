import type { OtlpAttributes, OtlpLogRecord, OtlpSpan } from '../otlp-records.js';
import { agentActivity, agentObserved, type SeenAgent } from './agent-facts.js';
import { booleanIn, durationIn, textIn, tokensIn, tokensOf, usdIn, usdOfMicrosIn } from './attribute-reading.js';
import { factsOf } from './claude-code-agent.js';
import { errorIn } from './event-record.js';
import { traceOf } from './record-trace.js';
import { type Mapped, unknown } from './telemetry-mapper.js';

/** An answered request to the model. Its `input_tokens` leave out what came from or went to a cache; ours include it. */
export function modelCall(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const durationMs = durationIn(attributes, 'duration_ms');
  const usage = usageOf(attributes);
  if (usage === undefined || durationMs === undefined) return unknown;
  const requestId = requestIdIn(attributes);
  const call = {
    reportedCostUsd: usdOfMicrosIn(attributes, 'cost_usd_micros') ?? usdIn(attributes, 'cost_usd'),
    durationMs,
    success: true,
    requestId,
  };
  const told = [usage, call, traceOf(record)];
  const named = requestId !== undefined;
  return factsOf(record, agent, { type: 'ModelCallRecorded', told, named, model: mainModelOf(attributes) });
}

/** Told after the last try. A call that failed reports no usage, and none is charged. */
export function failedModelCall(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const model = textIn(attributes, 'model');
  if (model === undefined) return unknown;
  const requestId = requestIdIn(attributes);
  const call = { durationMs: durationIn(attributes, 'duration_ms'), requestId };
  const told = [failed(attributes, model), call, traceOf(record)];
  const named = requestId !== undefined;
  return factsOf(record, agent, { type: 'ModelCallRecorded', told, named, model: mainModelOf(attributes) });
}

/**
 * A request as a span tells of it: by its request id it is the same call of which an event tells. Without one it could
 * not be known as the same, so it stays a span.
 */
export function modelCallOfSpan(span: OtlpSpan, agent: SeenAgent): Mapped {
  const { attributes, traceId, spanId, parentSpanId } = span;
  const requestId = requestIdIn(attributes);
  const model = textIn(attributes, 'model');
  if (requestId === undefined || model === undefined) return unknown;
  const success = booleanIn(attributes, 'success') ?? span.status.code !== 'error';
  const result = success ? usageOf(attributes) : failed(attributes, model);
  if (result === undefined) return unknown;
  const durationMs = durationIn(attributes, 'duration_ms') ?? span.endMs - span.startMs;
  const told = [result, { durationMs, success, requestId, traceId, spanId, parentSpanId }];
  const facts = [agentObserved(agent, mainModelOf(attributes)), agentActivity(agent, 'ModelCallRecorded', told)];
  return { outcome: 'facts', facts };
}

export function toolCall(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const tool = textIn(attributes, 'tool_name');
  const success = booleanIn(attributes, 'success');
  const durationMs = durationIn(attributes, 'duration_ms');
  if (tool === undefined || success === undefined || durationMs === undefined) return unknown;
  const toolCallId = textIn(attributes, 'tool_use_id');
  const error = success ? undefined : errorIn(attributes, 'error', 'error_type');
  const told = [{ tool, durationMs, success, error, toolCallId }, traceOf(record)];
  return factsOf(record, agent, { type: 'ToolCallRecorded', told, named: toolCallId !== undefined });
}

function usageOf(attributes: OtlpAttributes) {
  const model = textIn(attributes, 'model');
  const input = tokensIn(attributes, 'input_tokens');
  const outputTokens = tokensIn(attributes, 'output_tokens');
  if (model === undefined || input === undefined || outputTokens === undefined) return undefined;
  const cacheReadTokens = tokensIn(attributes, 'cache_read_tokens');
  const cacheWriteTokens = tokensIn(attributes, 'cache_creation_tokens');
  return {
    model,
    provider: 'anthropic',
    inputTokens: tokensOf(input, cacheReadTokens, cacheWriteTokens),
    outputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    speed: textIn(attributes, 'speed'),
  };
}

function failed(attributes: OtlpAttributes, model: string) {
  const status = textIn(attributes, 'status_code');
  return {
    model,
    provider: 'anthropic',
    inputTokens: 0,
    outputTokens: 0,
    speed: textIn(attributes, 'speed'),
    success: false,
    error: errorIn(attributes, 'error') ?? (status === undefined ? undefined : `status ${status}`),
  };
}

function requestIdIn(attributes: OtlpAttributes): string | undefined {
  const names = ['request_id', 'gen_ai.response.id', 'client_request_id'];
  return names.map((name) => textIn(attributes, name)).find((id) => id !== undefined);
}

/** Titles and summaries, and some subagents, use another model than the one that does the session's work. */
function mainModelOf(attributes: OtlpAttributes): string | undefined {
  const source = textIn(attributes, 'query_source') ?? 'main';
  const isMain = source === 'main' || source === 'sdk' || source.startsWith('repl_main_thread');
  return isMain && textIn(attributes, 'agent_id') === undefined ? textIn(attributes, 'model') : undefined;
}
