import { present } from '../../../kernel/present.js';
import type { OtlpAttributes, OtlpLogRecord, OtlpSpan } from '../otlp-records.js';
import { agentActivity, agentObserved, type SeenAgent } from './agent-facts.js';
import { booleanIn, durationIn, textIn, tokensIn, usdIn, usdOfMicros } from './attribute-reading.js';
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
  const micros = tokensIn(attributes, 'cost_usd_micros');
  const requestId = requestIdIn(attributes);
  const call = {
    reportedCostUsd: micros === undefined ? usdIn(attributes, 'cost_usd') : usdOfMicros(micros),
    durationMs,
    success: true,
    requestId,
  };
  const data = present(usage, call, traceOf(record));
  const named = requestId !== undefined;
  return factsOf(record, agent, { type: 'ModelCallRecorded', data, named, model: mainModelOf(attributes) });
}

/** Told after the last try. A call that failed reports no usage, and none is charged. */
export function failedModelCall(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const model = textIn(attributes, 'model');
  if (model === undefined) return unknown;
  const requestId = requestIdIn(attributes);
  const call = { durationMs: durationIn(attributes, 'duration_ms'), requestId };
  const data = present(failed(attributes, model), call, traceOf(record));
  const named = requestId !== undefined;
  return factsOf(record, agent, { type: 'ModelCallRecorded', data, named, model: mainModelOf(attributes) });
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
  const data = present({ success }, result, {
    durationMs: durationIn(attributes, 'duration_ms') ?? span.endMs - span.startMs,
    requestId,
    traceId,
    spanId,
    parentSpanId,
  });
  const facts = [agentObserved(agent, mainModelOf(attributes)), agentActivity(agent, 'ModelCallRecorded', data)];
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
  const data = present({ tool, durationMs, success, error, toolCallId }, traceOf(record));
  return factsOf(record, agent, { type: 'ToolCallRecorded', data, named: toolCallId !== undefined });
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
    inputTokens: input + (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0),
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
