import type { OtlpAttributes, OtlpLogRecord } from '../otlp-records.js';
import { agentActivity, agentObserved, type SeenAgent } from './agent-facts.js';
import { booleanIn, durationIn, textIn, tokensIn, tokensOf } from './attribute-reading.js';
import { errorIn, eventNameOf, recordIdentity } from './event-record.js';
import { agentOf, sessionAgentOf, subagentOf } from './gemini-cli-agent.js';
import { traceOf } from './record-trace.js';
import { ignored, type Mapped, type MappedFact, type TelemetryMapper, unknown } from './telemetry-mapper.js';

const source = 'gemini-cli';
const prefix = 'gemini_cli.';

/**
 * Events that tell nothing that we keep as a fact. `conversation_finished` ends a turn and not the session, and is told
 * in one approval mode only. The operation details repeat the calls under the names of the convention.
 */
const notKept = new Set([
  'user_prompt',
  'api_request',
  'gen_ai.client.inference.operation.details',
  'conversation_finished',
  'file_operation',
  'model_routing',
  'chat_compression',
  'chat.invalid_chunk',
  'chat.content_retry',
  'hook_call',
  'flash_fallback',
  'ripgrep_fallback',
  'web_fetch_fallback_attempt',
  'network_retry_attempt',
  'loop_detection_disabled',
  'llm_loop_check',
  'next_speaker_check',
  'slash_command',
  'slash_command.model',
  'rewind',
  'ide_connection',
  'extension_install',
  'extension_uninstall',
  'extension_update',
  'extension_enable',
  'extension_disable',
  'tool_output_truncated',
  'tool_output_masking',
  'edit_strategy',
  'edit_correction',
  'startup_stats',
  'agent.recovery_attempt',
  'plan.execution',
  'plan.approval_mode_switch',
  'plan.approval_mode_duration',
  'keychain.availability',
  'token_storage.initialization',
]);

/** Errors of the agent's own, by the attributes that say what was wrong. */
const errors: Readonly<Record<string, readonly string[]>> = {
  'chat.content_retry_failure': ['final_error_type'],
  malformed_json_response: ['error.message', 'error'],
  loop_detected: ['loop_type'],
};

/** Metrics repeat what the events tell; those of the process are nobody's call. */
const metricFamilies = /^(gemini_cli\.|gen_ai\.client\.(token\.usage|operation\.duration)$)/;

/**
 * Gemini CLI's events (packages/core/src/telemetry, October 2026). A session is an agent, and each subagent is one of its
 * own. Google counts what was thought beside the output and what tools brought into the prompt beside the input; ours
 * include them. Spans tell the same calls without ids in common, so they are kept as spans.
 */
export const geminiCliMapper: TelemetryMapper = {
  source,
  claims: (resource, scopeName, name) =>
    name.startsWith(prefix) || scopeName === source || (textIn(resource, 'service.name') ?? '') === source,
  logs(record) {
    const full = eventNameOf(record);
    const name = full.startsWith(prefix) ? full.slice(prefix.length) : full;
    if (notKept.has(name)) return ignored;
    const agent = agentOf(record);
    if (!agent) return unknown;
    switch (name) {
      case 'config':
        return configuration(record, agent);
      case 'api_response':
        return modelCall(record, agent);
      case 'api_error':
        return failedModelCall(record, agent);
      case 'tool_call':
        return toolCall(record, agent);
      case 'agent.start':
      case 'agent.finish':
        return subagent(record, name);
      default:
        return Object.hasOwn(errors, name) ? agentError(record, agent, name) : unknown;
    }
  },
  metrics: ({ name }) => (metricFamilies.test(name) ? ignored : unknown),
};

/** The beginning of a session. Its model may be a choice to be made later, so the calls tell it. */
function configuration({ attributes }: OtlpLogRecord, agent: SeenAgent): Mapped {
  const pullRequest = attributes['github_pr_number'];
  const known = attributes['orchestrate.pr'] === undefined && agent.resource['orchestrate.pr'] === undefined;
  // Set by the GitHub action that runs it.
  const seen =
    known && pullRequest !== undefined
      ? { ...agent, attributes: { ...attributes, 'orchestrate.pr': pullRequest } }
      : agent;
  return facts(agentObserved(seen));
}

function modelCall(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const model = textIn(attributes, 'model');
  const prompt = tokensIn(attributes, 'input_token_count');
  const candidates = tokensIn(attributes, 'output_token_count');
  const durationMs = durationIn(attributes, 'duration_ms');
  if (model === undefined || prompt === undefined || candidates === undefined || durationMs === undefined) {
    return unknown;
  }
  const cacheReadTokens = tokensIn(attributes, 'cached_content_token_count');
  const reasoningTokens = tokensIn(attributes, 'thoughts_token_count');
  const call = {
    model,
    provider: providerOf(attributes),
    inputTokens: tokensOf(prompt, tokensIn(attributes, 'tool_token_count')),
    outputTokens: tokensOf(candidates, reasoningTokens),
    cacheReadTokens,
    reasoningTokens,
    durationMs,
    success: true,
  };
  const parts = ['api_response', model, prompt, candidates, cacheReadTokens, reasoningTokens, durationMs];
  return facts(
    agentObserved(agent, mainModelOf(attributes)),
    activity(record, agent, 'ModelCallRecorded', [call, traceOf(record)], parts),
  );
}

/** Told of every attempt, each a call that no answer follows. */
function failedModelCall(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const model = textIn(attributes, 'model') ?? textIn(attributes, 'model_name');
  if (model === undefined) return unknown;
  const status = textIn(attributes, 'status_code');
  const error =
    errorIn(attributes, 'error.message', 'error', 'error_type', 'error.type') ??
    (status === undefined ? undefined : `status ${status}`);
  const durationMs = durationIn(attributes, 'duration_ms') ?? durationIn(attributes, 'duration');
  const call = {
    model,
    provider: providerOf(attributes),
    inputTokens: 0,
    outputTokens: 0,
    durationMs,
    success: false,
    error,
  };
  return facts(
    agentObserved(agent, mainModelOf(attributes)),
    activity(
      record,
      agent,
      'ModelCallRecorded',
      [call, traceOf(record)],
      ['api_error', model, error, status, durationMs],
    ),
  );
}

/** A call has no id. One that the user refused was never made: only the decision is told. */
function toolCall(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const tool = textIn(attributes, 'function_name');
  const success = booleanIn(attributes, 'success');
  const durationMs = durationIn(attributes, 'duration_ms');
  if (tool === undefined || success === undefined || durationMs === undefined) return unknown;
  const word = textIn(attributes, 'decision');
  const decision = decisionOf(word);
  const parts = [tool, durationMs, success, word, textIn(attributes, 'content_length')];
  const told = [agentObserved(agent)];
  if (decision !== undefined) {
    told.push(activity(record, agent, 'ToolDecisionRecorded', [{ tool, decision }], ['tool_decision', ...parts]));
  }
  if (decision !== 'rejected') {
    const error = success ? undefined : errorIn(attributes, 'error.message', 'error', 'error_type', 'error.type');
    const call = [{ tool, durationMs, success, error }, traceOf(record)];
    told.push(activity(record, agent, 'ToolCallRecorded', call, ['tool_call', ...parts]));
  }
  return facts(...told);
}

function decisionOf(word: string | undefined): 'accepted' | 'rejected' | undefined {
  if (word === 'accept' || word === 'auto_accept' || word === 'modify') return 'accepted';
  return word === 'reject' ? 'rejected' : undefined;
}

/** Its end tells its beginning too, so that it is the same agent if only the end is heard of. */
function subagent(record: OtlpLogRecord, name: 'agent.start' | 'agent.finish'): Mapped {
  const { attributes } = record;
  const session = sessionAgentOf(record);
  const localId = textIn(attributes, 'agent_id');
  if (!session || localId === undefined) return unknown;
  const agent = subagentOf(session, localId, textIn(attributes, 'agent_name'));
  if (name === 'agent.start') return facts(agentObserved(session), agentObserved(agent));
  const reason = errorIn(attributes, 'terminate_reason');
  if (reason === undefined) return unknown;
  const to = reason === 'GOAL' ? 'completed' : reason === 'ABORTED' ? 'terminated' : 'failed';
  const began = before(agent.occurredAt, durationIn(attributes, 'duration_ms') ?? 0);
  return facts(agentObserved(session), agentObserved({ ...agent, occurredAt: began }), {
    type: 'AgentStateChanged',
    data: { agentId: agent.agentId, to, ...(to === 'failed' ? { error: reason } : { reason }) },
    occurredAt: agent.occurredAt,
    id: recordIdentity(source, agent.occurredAt, ['agent.finish', reason]),
  });
}

function before(moment: string | undefined, ms: number): string | undefined {
  const time = new Date(Date.parse(moment ?? '') - ms);
  return Number.isNaN(time.getTime()) ? moment : time.toISOString();
}

function agentError(record: OtlpLogRecord, agent: SeenAgent, errorType: string): Mapped {
  const error = errorIn(record.attributes, ...(errors[errorType] ?? []));
  const parts = [errorType, error];
  return facts(agentObserved(agent), activity(record, agent, 'AgentErrorRecorded', [{ errorType, error }], parts));
}

/** The turn tells records of one moment apart, where all else is the same. */
function activity(
  { attributes }: OtlpLogRecord,
  agent: SeenAgent,
  type: string,
  told: readonly object[],
  parts: Parameters<typeof recordIdentity>[2],
): MappedFact {
  const id = recordIdentity(source, agent.occurredAt, [...parts, textIn(attributes, 'prompt_id')]);
  return agentActivity(agent, type, told, id);
}

function facts(...told: readonly MappedFact[]): Mapped {
  return { outcome: 'facts', facts: told };
}

/** By the way in which the user is known to Google. */
function providerOf(attributes: OtlpAttributes): string {
  return textIn(attributes, 'auth_type') === 'vertex-ai' ? 'gcp.vertex_ai' : 'gcp.gemini';
}

/** Summaries, checks and choices are made by other models than the one that does the work. */
function mainModelOf(attributes: OtlpAttributes): string | undefined {
  const role = textIn(attributes, 'role') ?? 'main';
  return role === 'main' || role.startsWith('subagent') ? textIn(attributes, 'model') : undefined;
}
