import type { OtlpAttributes, OtlpLogRecord, OtlpSpan } from '../otlp-records.js';
import { agentObserved, type SeenAgent } from './agent-facts.js';
import { textIn } from './attribute-reading.js';
import { genAiAgentOf } from './genai-agent.js';
import { identityOf, modelCallOfEvent, modelCallOfSpan, outcomeOf, toolCallOfSpan } from './genai-calls.js';
import {
  agentOperations,
  eventsNotKept,
  type GenAiAttribute,
  genAiMetrics,
  genAiText,
  modelOperations,
  nameIn,
  usageEvent,
} from './genai-names.js';
import { ignored, type Mapped, type MappedFact, type TelemetryMapper, unknown } from './telemetry-mapper.js';

/** By one of these a record is told to be about generative AI, however its span is called. */
const marks: readonly GenAiAttribute[] = ['operation', 'provider', 'model', 'agentName', 'toolName', 'mcpMethod'];

/** Who uses names of the conventions in ways of their own; not to be read as if they followed them. */
const otherwise = new Set(['gemini-cli']);

/**
 * The OpenTelemetry conventions for generative AI, as any SDK's instrumentation of a model or an agent framework writes
 * them, in their present and former names.
 */
export const genAiMapper: TelemetryMapper = {
  source: 'opentelemetry-genai',
  claims: (resource, _scopeName, name, attributes) =>
    !otherwise.has(textIn(resource, 'service.name') ?? '') &&
    (/^(gen_ai|mcp\.(client|server))\./.test(name) || marks.some((mark) => nameIn(attributes, mark) !== undefined)),
  logs(record) {
    const name = eventOf(record);
    if (eventsNotKept.has(name)) return ignored;
    return name === usageEvent ? modelCallOfEvent(record) : unknown;
  },
  spans(span) {
    // The other side of a call: its client's span tells of it.
    if (span.kind === 'server') return unknown;
    const agent = genAiAgentOf(span, new Date(span.startMs).toISOString());
    const operation = genAiText(span.attributes, 'operation');
    if (agent === undefined) return unknown;
    if (operation === undefined) return withoutOperation(span, agent);
    if (modelOperations.has(operation)) return modelCallOfSpan(span, agent);
    if (agentOperations.has(operation)) return agentRun(span, agent, operation);
    return operation === 'execute_tool' ? toolCall(span, agent) : unknown;
  },
  metrics: ({ name }) => (genAiMetrics.has(name) ? ignored : unknown),
};

function eventOf({ eventName, body, attributes }: OtlpLogRecord): string {
  return eventName || (textIn(attributes, 'event.name') ?? (typeof body === 'string' ? body : ''));
}

/** Older instrumentations do not name the operation; what such a span tells of a call, it tells by what was used. */
function withoutOperation(span: OtlpSpan, agent: SeenAgent): Mapped {
  const { attributes } = span;
  if (genAiText(attributes, 'mcpMethod') !== undefined) return toolCall(span, agent);
  return isModelCall(span.kind, attributes) ? modelCallOfSpan(span, agent) : unknown;
}

/** A span around several calls may carry the sum of what they used: that is not counted again. */
function isModelCall(kind: OtlpSpan['kind'], attributes: OtlpAttributes): boolean {
  const isOneCall = kind === 'client' || nameIn(attributes, 'responseId') !== undefined;
  const usage: readonly GenAiAttribute[] = ['model', 'inputTokens', 'outputTokens'];
  return isOneCall && usage.every((name) => nameIn(attributes, name) !== undefined);
}

/** A tool's execution by its framework, or a tool of an MCP server; what else is asked of such a server is no use of a tool. */
function toolCall(span: OtlpSpan, agent: SeenAgent): Mapped {
  const method = genAiText(span.attributes, 'mcpMethod') ?? 'tools/call';
  const named = /^(?:execute_tool|tools\/call)\s+(.+)$/.exec(span.name)?.[1];
  const tool = genAiText(span.attributes, 'toolName') ?? named;
  return method === 'tools/call' && tool !== undefined ? toolCallOfSpan(span, agent, tool) : unknown;
}

/**
 * An agent at work from the span's start. The outermost span of a process is that of the whole run, which ends with it.
 * One within another span may be a part of a run that goes on: it is kept as what it is, and ends nothing.
 */
function agentRun(span: OtlpSpan, agent: SeenAgent, operation: string): Mapped {
  const { spanId, parentSpanId, hasRemoteParent } = span;
  const model = genAiText(span.attributes, 'model');
  const isRun = operation !== 'create_agent' && (parentSpanId === undefined || hasRemoteParent === true);
  if (!isRun) return { outcome: 'facts', facts: [agentObserved(agent, model)], keepSpan: true };
  return { outcome: 'facts', facts: [agentObserved({ ...agent, spanId, parentSpanId }, model), ended(span, agent)] };
}

function ended(span: OtlpSpan, { agentId }: SeenAgent): MappedFact {
  const { success, error } = outcomeOf(span);
  return {
    type: 'AgentStateChanged',
    data: { agentId, to: success ? 'completed' : 'failed', ...(error === undefined ? {} : { error }) },
    occurredAt: new Date(span.endMs).toISOString(),
    id: identityOf(span),
  };
}
