import type { OtlpAttributes, OtlpLogRecord, OtlpSpan } from '../otlp-records.js';
import { agentActivity, agentObserved, type SeenAgent } from './agent-facts.js';
import { durationIn, usdIn } from './attribute-reading.js';
import { errorIn } from './event-record.js';
import { genAiAgentOf } from './genai-agent.js';
import { genAiProvider, genAiText, genAiTokens, nameIn } from './genai-names.js';
import { traceOf } from './record-trace.js';
import { type Mapped, unknown } from './telemetry-mapper.js';

/** One request to a model, known again by the id of its response; one without is known by its span. */
export function modelCallOfSpan(span: OtlpSpan, agent: SeenAgent): Mapped {
  const { attributes } = span;
  const outcome = outcomeOf(span);
  const usage = usageOf(attributes, outcome.success);
  // An answered call that does not say what it used: that was not nothing.
  if (usage === undefined) return { outcome: 'facts', facts: [agentObserved(agent)], keepSpan: true };
  const told = [usage, outcome, ownSpan(span)];
  const id = usage.requestId === undefined ? identityOf(span) : undefined;
  return {
    outcome: 'facts',
    facts: [
      agentObserved(agent, workingModel(attributes)),
      agentActivity(atEnd(agent, span), 'ModelCallRecorded', told, id),
    ],
  };
}

/**
 * A request to a model as an event tells of it. Where its span is recorded too, that tells of it, and of its duration,
 * which an event does not know.
 */
export function modelCallOfEvent(record: OtlpLogRecord): Mapped {
  const { attributes, timeMs, traceId, spanId } = record;
  if (record.isSampled && traceId !== undefined && spanId !== undefined) return { outcome: 'ignored' };
  const agent = genAiAgentOf(record, timeMs === undefined ? undefined : new Date(timeMs).toISOString());
  const error = genAiText(attributes, 'errorType')?.slice(0, 200);
  const usage = usageOf(attributes, error === undefined);
  if (agent === undefined || usage === undefined) return unknown;
  const call = { success: error === undefined, error, durationMs: durationIn(attributes, 'duration_ms') };
  const told = [usage, call, traceOf(record)];
  const id =
    usage.requestId === undefined && traceId !== undefined && spanId !== undefined
      ? identityOf({ traceId, spanId })
      : undefined;
  return {
    outcome: 'facts',
    facts: [agentObserved(agent, workingModel(attributes)), agentActivity(agent, 'ModelCallRecorded', told, id)],
  };
}

/** The use of a tool, known again by the id that the model gave to it; one without is known by its span. */
export function toolCallOfSpan(span: OtlpSpan, agent: SeenAgent, tool: string): Mapped {
  const toolCallId = genAiText(span.attributes, 'toolCallId');
  const told = [{ tool, toolCallId }, outcomeOf(span), ownSpan(span)];
  const id = toolCallId === undefined ? identityOf(span) : undefined;
  return {
    outcome: 'facts',
    facts: [agentObserved(agent), agentActivity(atEnd(agent, span), 'ToolCallRecorded', told, id)],
  };
}

/** How the work of a span ended. */
export function outcomeOf({ status, attributes }: OtlpSpan): { readonly success: boolean; readonly error?: string } {
  const type = genAiText(attributes, 'errorType');
  if (status.code !== 'error' && type === undefined) return { success: true };
  const error = errorIn({ message: status.message, type: type ?? '' }, 'message', 'type');
  return { success: false, ...(error === undefined ? {} : { error }) };
}

/** Identity of what a span tells, where nothing else names it; the same when it is exported again. */
export function identityOf({ traceId, spanId }: Pick<OtlpSpan, 'traceId' | 'spanId'>): string {
  return `genai/${traceId}/${spanId}`;
}

/** What a call used; a failed one that does not say used nothing. Undefined: it is not known. */
function usageOf(attributes: OtlpAttributes, success: boolean) {
  const model = genAiText(attributes, 'model');
  const unsaid = success ? undefined : 0;
  const inputTokens = genAiTokens(attributes, 'inputTokens') ?? unsaid;
  const outputTokens = genAiTokens(attributes, 'outputTokens') ?? (isEmbedding(attributes) ? 0 : unsaid);
  if (model === undefined || inputTokens === undefined || outputTokens === undefined) return undefined;
  const cost = nameIn(attributes, 'costUsd');
  return {
    model,
    provider: genAiProvider(attributes),
    inputTokens,
    outputTokens,
    cacheReadTokens: genAiTokens(attributes, 'cacheReadTokens'),
    cacheWriteTokens: genAiTokens(attributes, 'cacheWriteTokens'),
    reasoningTokens: genAiTokens(attributes, 'reasoningTokens'),
    serviceTier: genAiText(attributes, 'serviceTier'),
    reportedCostUsd: cost === undefined ? undefined : usdIn(attributes, cost),
    requestId: genAiText(attributes, 'responseId'),
  };
}

function isEmbedding(attributes: OtlpAttributes): boolean {
  return genAiText(attributes, 'operation')?.startsWith('embedding') ?? false;
}

/** Embeddings are made by another model than the one that the agent works with. */
function workingModel(attributes: OtlpAttributes): string | undefined {
  return isEmbedding(attributes) ? undefined : genAiText(attributes, 'model');
}

function ownSpan({ traceId, spanId, parentSpanId, startMs, endMs }: OtlpSpan) {
  return { durationMs: endMs - startMs, traceId, spanId, parentSpanId };
}

function atEnd(agent: SeenAgent, { endMs }: OtlpSpan): SeenAgent {
  return { ...agent, occurredAt: new Date(endMs).toISOString() };
}
