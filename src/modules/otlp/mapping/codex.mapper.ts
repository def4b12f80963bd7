import type { OtlpLogRecord } from '../otlp-records.js';
import { agentActivity, agentObserved, type SeenAgent } from './agent-facts.js';
import { booleanIn, durationIn, numberIn, textIn, tokensIn } from './attribute-reading.js';
import { errorIn, eventNameOf, momentOf, recordIdentity } from './event-record.js';
import { traceOf } from './record-trace.js';
import { ignored, type Mapped, type MappedFact, type TelemetryMapper, unknown } from './telemetry-mapper.js';

const source = 'codex';
const prefix = 'codex.';

/** Events that tell nothing that we keep as a fact. */
const notKept = new Set([
  'user_prompt',
  'sandbox_outcome',
  'turn_ttft',
  'startup_phase',
  'auth_recovery',
  'plugin_install_elicitation_sent',
  'plugin_install_suggestion',
]);

/** Metrics repeat what the events tell, and without the conversation. */
const metricFamilies =
  /^codex\.(turn|tool|api_request|sse_event|websocket|responses_api|thread|conversation|hooks|guardian|profile|startup|plugin)/;

/**
 * Codex CLI's events (codex-rs/otel, October 2026). A conversation is an agent. Cached and cache-write tokens are part of
 * its input, reasoning tokens of its output, as ours are. Spans carry the same tokens again, so only events count; its
 * spans are kept as spans.
 */
export const codexMapper: TelemetryMapper = {
  source,
  claims: (resource, scopeName, name) =>
    name.startsWith(prefix) ||
    scopeName.startsWith('codex_otel') ||
    /^codex(?![a-z])/i.test(textIn(resource, 'service.name') ?? ''),
  logs(record) {
    const name = eventNameOf(record).replace(/^codex\./, '');
    if (notKept.has(name)) return ignored;
    const agent = agentOf(record);
    if (!agent) return unknown;
    switch (name) {
      case 'conversation_starts':
        return facts(record, agent);
      case 'sse_event':
        return streamEvent(record, agent);
      case 'api_request':
      case 'websocket_request':
        return request(record, agent, name);
      case 'websocket_connect':
        return connection(record, agent);
      case 'tool_result':
        return toolCall(record, agent);
      case 'tool_decision':
        return toolDecision(record, agent);
      default:
        return unknown;
    }
  },
  metrics: ({ name }) => (metricFamilies.test(name) ? ignored : unknown),
};

function agentOf(record: OtlpLogRecord): SeenAgent | undefined {
  const { resource, attributes } = record;
  const agentId = textIn(attributes, 'conversation.id');
  if (agentId === undefined) return undefined;
  const { traceId } = traceOf(record);
  return { agentId, usualType: 'codex', resource, attributes, occurredAt: momentOf(record), traceId };
}

/**
 * Every piece of a streamed answer is an event. The last tells the tokens, in a second event of the same kind; the first
 * of the two has a duration and nothing else. A stream that broke is a call that failed.
 */
function streamEvent(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const kind = textIn(attributes, 'event.kind');
  const error = errorIn(attributes, 'error.message');
  if (error !== undefined) {
    const ends = kind === undefined || kind === 'response.failed' || kind === 'response.completed';
    return ends ? failedModelCall(record, agent, 'sse_event', error) : ignored;
  }
  if (kind === undefined) return unknown;
  const counted = attributes['input_token_count'] !== undefined || attributes['output_token_count'] !== undefined;
  return kind === 'response.completed' && counted ? modelCall(record, agent) : ignored;
}

/** It tells of no duration and no id of the request. */
function modelCall(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const model = modelOf(record);
  const inputTokens = tokensIn(attributes, 'input_token_count');
  const outputTokens = tokensIn(attributes, 'output_token_count');
  if (model === undefined || inputTokens === undefined || outputTokens === undefined) return unknown;
  const cacheReadTokens = tokensIn(attributes, 'cached_token_count');
  const cacheWriteTokens = tokensIn(attributes, 'cache_write_token_count');
  const reasoningTokens = tokensIn(attributes, 'reasoning_token_count');
  const call = {
    model,
    inputTokens,
    outputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    reasoningTokens,
    durationMs: durationIn(attributes, 'duration_ms'),
    success: true,
  };
  const parts = ['response', model, inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens];
  return facts(record, agent, activity(record, agent, 'ModelCallRecorded', call, parts));
}

/**
 * Told of every attempt. One that went well is followed by its answer, which counts; one that failed is a call of its
 * own that no answer follows, whatever the next attempt brings. So each attempt counts once.
 */
function request(record: OtlpLogRecord, agent: SeenAgent, name: string): Mapped {
  const { attributes } = record;
  const status = numberIn(attributes, 'http.response.status_code');
  const error = errorIn(attributes, 'error.message') ?? failedStatus(status);
  if (error === undefined) {
    return status === undefined && booleanIn(attributes, 'success') === undefined ? unknown : ignored;
  }
  const endpoint = textIn(attributes, 'endpoint');
  return endpoint === undefined || /^unknown$|responses|completions/.test(endpoint)
    ? failedModelCall(record, agent, name, error)
    : agentError(record, agent, name, error);
}

function connection(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const error = errorIn(attributes, 'error.message') ?? failedStatus(numberIn(attributes, 'http.response.status_code'));
  if (error !== undefined) return agentError(record, agent, 'websocket_connect', error);
  return booleanIn(attributes, 'success') === undefined ? unknown : ignored;
}

/** 101 is what a websocket answers. */
function failedStatus(status: number | undefined): string | undefined {
  return status === undefined || status === 101 || (status >= 200 && status < 300) ? undefined : `status ${status}`;
}

function failedModelCall(record: OtlpLogRecord, agent: SeenAgent, name: string, error: string): Mapped {
  const { attributes } = record;
  const model = modelOf(record);
  if (model === undefined) return unknown;
  const durationMs = durationIn(attributes, 'duration_ms');
  const call = { model, inputTokens: 0, outputTokens: 0, durationMs, success: false, error };
  const parts = [name, model, error, durationMs, textIn(attributes, 'attempt'), textIn(attributes, 'event.kind')];
  return facts(record, agent, activity(record, agent, 'ModelCallRecorded', call, parts));
}

function agentError(record: OtlpLogRecord, agent: SeenAgent, errorType: string, error: string): Mapped {
  const parts = [errorType, error, textIn(record.attributes, 'endpoint'), textIn(record.attributes, 'attempt')];
  return facts(record, agent, activity(record, agent, 'AgentErrorRecorded', { errorType, error }, parts));
}

/** What the tool answered is content, also where it is an error. */
function toolCall(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const tool = textIn(attributes, 'tool_name');
  const success = booleanIn(attributes, 'success');
  const durationMs = durationIn(attributes, 'duration_ms');
  if (tool === undefined || success === undefined || durationMs === undefined) return unknown;
  const toolCallId = textIn(attributes, 'call_id');
  const error = success ? undefined : errorIn(attributes, 'error.message');
  const call = { tool, durationMs, success, error, toolCallId };
  const parts = toolCallId === undefined ? ['tool_result', tool, durationMs, success] : undefined;
  return facts(record, agent, activity(record, agent, 'ToolCallRecorded', call, parts));
}

/** One call may be decided upon twice: by the rules for the sandbox, then by the user for doing without it. */
function toolDecision(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const tool = textIn(attributes, 'tool_name');
  const word = textIn(attributes, 'decision') ?? '';
  const decision = decisionOf(word);
  if (tool === undefined || decision === undefined) return unknown;
  const toolCallId = textIn(attributes, 'call_id');
  const decidedBy = textIn(attributes, 'source');
  const parts = ['tool_decision', tool, toolCallId, word, decidedBy];
  const data = { tool, decision, decidedBy, toolCallId };
  return facts(record, agent, activity(record, agent, 'ToolDecisionRecorded', data, parts));
}

function decisionOf(word: string): 'accepted' | 'rejected' | 'aborted' | undefined {
  if (word.startsWith('approved')) return 'accepted';
  if (word.startsWith('denied')) return 'rejected';
  return word === 'abort' || /^timed_?out$/.test(word) ? 'aborted' : undefined;
}

function activity(
  record: OtlpLogRecord,
  agent: SeenAgent,
  type: string,
  data: object,
  parts: Parameters<typeof recordIdentity>[2] | undefined,
): MappedFact {
  const id = parts && recordIdentity(source, agent.occurredAt, parts);
  // Only calls have a place in a trace.
  const place = type === 'ModelCallRecorded' || type === 'ToolCallRecorded' ? traceOf(record) : {};
  return agentActivity(agent, type, [data, place], id);
}

function facts(record: OtlpLogRecord, agent: SeenAgent, ...told: readonly MappedFact[]): Mapped {
  return { outcome: 'facts', facts: [agentObserved(agent, modelOf(record)), ...told] };
}

function modelOf({ attributes }: OtlpLogRecord): string | undefined {
  return textIn(attributes, 'model') ?? textIn(attributes, 'slug');
}
