import type { OtlpLogRecord, OtlpSpan } from '../otlp-records.js';
import type { SeenAgent } from './agent-facts.js';
import { textIn } from './attribute-reading.js';
import { sessionOf } from './event-record.js';
import { genAiText } from './genai-names.js';

const FALLBACK_TYPE = 'agent';

/**
 * The run that a record belongs to: its conversation, else its session, else its trace. Not `gen_ai.agent.id`, which
 * names a definition that many runs share at the same time: their calls, states and costs would become one agent's.
 * Calls whose instrumentation knows of no conversation are so the trace's, even where others in it name one.
 */
export function genAiAgentOf(record: OtlpSpan | OtlpLogRecord, occurredAt: string | undefined): SeenAgent | undefined {
  const { resource, attributes, traceId } = record;
  const sessionId = sessionOf(record);
  const agentId = genAiText(attributes, 'conversationId') ?? sessionId ?? traceId;
  if (agentId === undefined) return undefined;
  const usualType = typeNamed(genAiText(attributes, 'agentName') ?? textIn(resource, 'service.name') ?? FALLBACK_TYPE);
  const isTypeGuessed = genAiText(attributes, 'agentName') === undefined;
  return { agentId, usualType, isTypeGuessed, resource, attributes, occurredAt, sessionId, traceId };
}

/** `Code Reviewer`, `codeReviewer` and `code_reviewer` are `code-reviewer`. */
function typeNamed(name: string): string {
  return (
    name
      .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1-$2')
      .replaceAll(/[\s_\p{Cc}]+/gu, '-')
      .replaceAll(/^-+|-+$/g, '')
      .toLowerCase()
      .slice(0, 100) || FALLBACK_TYPE
  );
}
