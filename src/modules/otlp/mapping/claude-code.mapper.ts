import type { OtlpLogRecord } from '../otlp-records.js';
import { textIn } from './attribute-reading.js';
import { agentOf, agentOfSpan } from './claude-code-agent.js';
import { failedModelCall, modelCall, modelCallOfSpan, toolCall } from './claude-code-calls.js';
import { agentError, isClaudeCodeError, toolDecision } from './claude-code-decisions.js';
import { ignored, type TelemetryMapper, unknown } from './telemetry-mapper.js';

const prefix = 'claude_code.';

/** Events that tell nothing that we keep as a fact. */
const notKept = new Set([
  'user_prompt',
  'assistant_response',
  'subagent_completed',
  'compaction',
  'permission_mode_changed',
  'auth',
  'mcp_server_connection',
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

/** Totals of what events tell one by one; they would count everything a second time. */
const metrics = new Set([
  'claude_code.session.count',
  'claude_code.lines_of_code.count',
  'claude_code.pull_request.count',
  'claude_code.commit.count',
  'claude_code.cost.usage',
  'claude_code.token.usage',
  'claude_code.code_edit_tool.decision',
  'claude_code.active_time.total',
]);

/** Claude Code's events, metrics and beta traces, as its monitoring page of August 2026 lists them. */
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
    if (isClaudeCodeError(name)) return agentError(record, agent, name);
    switch (name) {
      case 'api_request':
        return modelCall(record, agent);
      case 'api_error':
        return failedModelCall(record, agent);
      case 'tool_result':
        return toolCall(record, agent);
      case 'tool_decision':
        return toolDecision(record, agent);
      default:
        return unknown;
    }
  },
  // A tool's span tells its name and not whether it succeeded, the span within it the reverse: both stay spans, which
  // `tool_use_id` joins to the event that tells of the call.
  spans(span) {
    const agent = span.name === 'claude_code.llm_request' ? agentOfSpan(span) : undefined;
    return agent ? modelCallOfSpan(span, agent) : unknown;
  },
  metrics: ({ name }) => (metrics.has(name) ? ignored : unknown),
};

/** The short name, wherever the build at hand puts it. */
function eventOf({ eventName, body, attributes }: OtlpLogRecord): string {
  const name = textIn(attributes, 'event.name') ?? (eventName || (typeof body === 'string' ? body : ''));
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}
