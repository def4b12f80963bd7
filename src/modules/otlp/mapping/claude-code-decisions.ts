import type { OtlpLogRecord } from '../otlp-records.js';
import type { SeenAgent } from './agent-facts.js';
import { textIn } from './attribute-reading.js';
import { factsOf } from './claude-code-agent.js';
import { errorIn } from './event-record.js';
import { type Mapped, unknown } from './telemetry-mapper.js';

const decisions = new Map([
  ['accept', 'accepted'],
  ['reject', 'rejected'],
]);

/** That a user or a rule allowed a tool, or did not. Who broke off instead of answering has aborted. */
export function toolDecision(record: OtlpLogRecord, agent: SeenAgent): Mapped {
  const { attributes } = record;
  const tool = textIn(attributes, 'tool_name');
  const decidedBy = textIn(attributes, 'source');
  const decision = decidedBy === 'user_abort' ? 'aborted' : decisions.get(textIn(attributes, 'decision') ?? '');
  if (tool === undefined || decision === undefined) return unknown;
  const toolCallId = textIn(attributes, 'tool_use_id');
  const told = [{ tool, decision, decidedBy, toolCallId }];
  return factsOf(record, agent, { type: 'ToolDecisionRecorded', told, named: toolCallId !== undefined });
}

/** In which attributes the reason of an error stands, the most telling first. */
const reasons = {
  api_refusal: ['category'],
  api_retries_exhausted: ['error', 'status_code'],
  internal_error: ['error', 'error_name', 'error_code'],
} as const;

export type ClaudeCodeError = keyof typeof reasons;

export function isClaudeCodeError(name: string): name is ClaudeCodeError {
  return Object.hasOwn(reasons, name);
}

/** An error that is neither a model call's nor a tool call's: calls tell of their own. */
export function agentError(record: OtlpLogRecord, agent: SeenAgent, errorType: ClaudeCodeError): Mapped {
  const error = errorIn(record.attributes, ...reasons[errorType]);
  return factsOf(record, agent, { type: 'AgentErrorRecorded', told: [{ errorType, error }], named: false });
}
