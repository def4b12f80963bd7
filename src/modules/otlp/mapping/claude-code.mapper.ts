import { present } from '../../../kernel/present.js';
import type { OtlpLogRecord } from '../otlp-records.js';
import { agentActivity, agentObserved, type SeenAgent } from './agent-facts.js';
import { booleanIn, durationIn, textIn, tokensIn, usdIn, usdOfMicros } from './attribute-reading.js';
import { ignored, type Mapped, type TelemetryMapper, unknown } from './telemetry-mapper.js';

const prefix = 'claude_code.';

/** Events that tell nothing that we keep as a fact. */
const notKept = new Set([
  'user_prompt',
  'assistant_response',
  'tool_decision',
  'api_retries_exhausted',
  'api_refusal',
  'subagent_completed',
  'compaction',
  'permission_mode_changed',
  'auth',
  'mcp_server_connection',
  'internal_error',
  'plugin_installed',
  'plugin_loaded',
  'skill_activated',
  'at_mention',
  'hook_registered',
  'hook_execution_start',
  'hook_execution_complete',
  'hook_plugin_metrics',
  'feedback_survey',
  'retention_sweep',
  'api_request_body',
  'api_response_body',
]);

/**
 * Claude Code's events, as its monitoring page of August 2026 lists them. A session is an agent. Its `input_tokens`
 * leave out what came from or went to a cache; ours include it.
 */
export const claudeCodeMapper: TelemetryMapper = {
  source: 'claude-code',
  claims: (resource, scopeName, name) =>
    name.startsWith(prefix) ||
    scopeName.startsWith('com.anthropic.claude_code') ||
    (textIn(resource, 'service.name') ?? '').startsWith('claude-code'),
  logs(record) {
    const name = eventOf(record);
    if (notKept.has(name)) return ignored;
    const agent = agentOf(record);
    if (!agent) return unknown;
    switch (name) {
      case 'api_request':
        return modelCall(record, agent);
      case 'api_error':
        return failedModelCall(record, agent);
      case 'tool_result':
        return toolCall(record, agent);
      default:
        return unknown;
    }
  },
};

/** The short name, wherever the build at hand puts it. */
function eventOf({ eventName, body, attributes }: OtlpLogRecord): string {
  const name = textIn(attributes, 'event.name') ?? (eventName || (typeof body === 'string' ? body : ''));
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

function agentOf({ resource, attributes, timeMs }: OtlpLogRecord): SeenAgent | undefined {
  const agentId = textIn(attributes, 'session.id') ?? textIn(resource, 'session.id');
  if (agentId === undefined) return undefined;
  const stated = textIn(attributes, 'event.timestamp');
  const time = new Date(stated ?? timeMs ?? Number.NaN);
  const occurredAt = Number.isNaN(time.getTime()) ? undefined : time.toISOString();
  return { agentId, usualType: 'claude-code', resource, attributes, occurredAt };
}

/** Identity of a record without one of its own: its place in the session, which each process counts for itself. */
function recordId({ attributes }: OtlpLogRecord, agent: SeenAgent, name: string): string | undefined {
  const sequence = textIn(attributes, 'event.sequence');
  if (sequence === undefined || agent.occurredAt === undefined) return undefined;
  return `claude-code/${agent.agentId}/${name}/${sequence}/${agent.occurredAt}`;
}

function modelCall(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const model = textIn(attributes, 'model');
  const input = tokensIn(attributes, 'input_tokens');
  const outputTokens = tokensIn(attributes, 'output_tokens');
  const durationMs = durationIn(attributes, 'duration_ms');
  if (model === undefined || input === undefined || outputTokens === undefined || durationMs === undefined) {
    return unknown;
  }
  const cacheReadTokens = tokensIn(attributes, 'cache_read_tokens');
  const cacheWriteTokens = tokensIn(attributes, 'cache_creation_tokens');
  const micros = tokensIn(attributes, 'cost_usd_micros');
  const call = present({
    model,
    provider: 'anthropic',
    inputTokens: input + (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0),
    outputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    reportedCostUsd: micros === undefined ? usdIn(attributes, 'cost_usd') : usdOfMicros(micros),
    durationMs,
    success: true,
    requestId: textIn(attributes, 'request_id') ?? textIn(attributes, 'client_request_id'),
  });
  return facts(record, agent, 'ModelCallRecorded', call, 'requestId' in call ? undefined : 'api_request');
}

/** Told after the last try. A call that failed reports no usage, and none is charged. */
function failedModelCall(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const model = textIn(attributes, 'model');
  if (model === undefined) return unknown;
  const status = textIn(attributes, 'status_code');
  const error = textIn(attributes, 'error') ?? (status === undefined ? undefined : `status ${status}`);
  const call = present({
    model,
    provider: 'anthropic',
    inputTokens: 0,
    outputTokens: 0,
    durationMs: durationIn(attributes, 'duration_ms') ?? 0,
    success: false,
    error,
  });
  return facts(record, agent, 'ModelCallRecorded', call, 'api_error');
}

function toolCall(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const tool = textIn(attributes, 'tool_name');
  const success = booleanIn(attributes, 'success');
  const durationMs = durationIn(attributes, 'duration_ms');
  if (tool === undefined || success === undefined || durationMs === undefined) return unknown;
  const call = present({
    tool,
    durationMs,
    success,
    error: success ? undefined : (textIn(attributes, 'error') ?? textIn(attributes, 'error_type')),
    toolCallId: textIn(attributes, 'tool_use_id'),
  });
  return facts(record, agent, 'ToolCallRecorded', call, 'toolCallId' in call ? undefined : 'tool_result');
}

function facts(
  record: OtlpLogRecord,
  agent: SeenAgent,
  type: string,
  data: object,
  unkeyed: string | undefined,
): Mapped {
  const id = unkeyed === undefined ? undefined : recordId(record, agent, unkeyed);
  return { outcome: 'facts', facts: [agentObserved(agent, modelOf(record)), agentActivity(agent, type, data, id)] };
}

/** Titles and summaries are written by a smaller model than the one that does the work. */
function modelOf({ attributes }: OtlpLogRecord): string | undefined {
  const source = textIn(attributes, 'query_source');
  return source === undefined || source === 'main' ? textIn(attributes, 'model') : undefined;
}
