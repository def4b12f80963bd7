import type { OtlpAttributes } from '../otlp-records.js';
import { textIn, tokensIn } from './attribute-reading.js';

/**
 * What has these names. The OpenTelemetry conventions for generative AI left the general ones after v1.41.0 for a
 * repository of their own, which began with v0.1.0; they are not stable, and instrumentations go on writing the names
 * that they were made with. `semconv-1.36` stands for the last names before providers were renamed in v1.37, and
 * `semconv-1.26` for those before tokens were renamed in v1.27.
 */
type Vocabulary =
  'genai-0.1' | 'semconv-1.41' | 'semconv-1.36' | 'semconv-1.26' | 'openllmetry' | 'openlit' | 'vercel-ai';

interface Alias {
  readonly name: string;
  readonly of: Vocabulary;
}

/** Every name that an attribute has had, the present one first: of several in one record, the first one counts. */
export const genAiAttributes = {
  operation: [{ name: 'gen_ai.operation.name', of: 'genai-0.1' }],
  provider: [
    { name: 'gen_ai.provider.name', of: 'genai-0.1' },
    { name: 'gen_ai.system', of: 'semconv-1.36' },
  ],
  model: [
    { name: 'gen_ai.response.model', of: 'genai-0.1' },
    { name: 'gen_ai.request.model', of: 'genai-0.1' },
  ],
  responseId: [{ name: 'gen_ai.response.id', of: 'genai-0.1' }],
  conversationId: [{ name: 'gen_ai.conversation.id', of: 'genai-0.1' }],
  agentName: [
    { name: 'gen_ai.agent.name', of: 'genai-0.1' },
    { name: 'gen_ai.workflow.name', of: 'semconv-1.41' },
  ],
  toolName: [{ name: 'gen_ai.tool.name', of: 'genai-0.1' }],
  toolCallId: [{ name: 'gen_ai.tool.call.id', of: 'genai-0.1' }],
  inputTokens: [
    { name: 'gen_ai.usage.input_tokens', of: 'genai-0.1' },
    { name: 'gen_ai.usage.prompt_tokens', of: 'semconv-1.26' },
  ],
  outputTokens: [
    { name: 'gen_ai.usage.output_tokens', of: 'genai-0.1' },
    { name: 'gen_ai.usage.completion_tokens', of: 'semconv-1.26' },
  ],
  cacheReadTokens: [
    { name: 'gen_ai.usage.cache_read.input_tokens', of: 'genai-0.1' },
    { name: 'gen_ai.usage.cache_read_input_tokens', of: 'openllmetry' },
    { name: 'ai.usage.cachedInputTokens', of: 'vercel-ai' },
  ],
  cacheWriteTokens: [
    { name: 'gen_ai.usage.cache_write.input_tokens', of: 'genai-0.1' },
    { name: 'gen_ai.usage.cache_creation.input_tokens', of: 'semconv-1.41' },
    { name: 'gen_ai.usage.cache_creation_input_tokens', of: 'openllmetry' },
  ],
  reasoningTokens: [
    { name: 'gen_ai.usage.reasoning.output_tokens', of: 'genai-0.1' },
    { name: 'gen_ai.usage.reasoning_tokens', of: 'openllmetry' },
    { name: 'ai.usage.reasoningTokens', of: 'vercel-ai' },
  ],
  serviceTier: [
    { name: 'openai.response.service_tier', of: 'genai-0.1' },
    { name: 'gen_ai.openai.response.service_tier', of: 'semconv-1.36' },
  ],
  costUsd: [{ name: 'gen_ai.usage.cost', of: 'openlit' }],
  errorType: [{ name: 'error.type', of: 'genai-0.1' }],
  mcpMethod: [{ name: 'mcp.method.name', of: 'genai-0.1' }],
} as const satisfies Record<string, readonly Alias[]>;
export type GenAiAttribute = keyof typeof genAiAttributes;

/** The name under which this record has the attribute. */
export function nameIn(attributes: OtlpAttributes, attribute: GenAiAttribute): string | undefined {
  return genAiAttributes[attribute].map(({ name }) => name).find((name) => textIn(attributes, name) !== undefined);
}

export function genAiText(attributes: OtlpAttributes, attribute: GenAiAttribute): string | undefined {
  const name = nameIn(attributes, attribute);
  return name === undefined ? undefined : textIn(attributes, name);
}

export function genAiTokens(attributes: OtlpAttributes, attribute: GenAiAttribute): number | undefined {
  const name = nameIn(attributes, attribute);
  return name === undefined ? undefined : tokensIn(attributes, name);
}

/** Providers as conventions up to v1.36 called them, by what they are called now. */
const renamedProviders = new Map([
  ['az.ai.inference', 'azure.ai.inference'],
  ['az.ai.openai', 'azure.ai.openai'],
  ['gemini', 'gcp.gemini'],
  ['vertex_ai', 'gcp.vertex_ai'],
  ['xai', 'x_ai'],
]);

export function genAiProvider(attributes: OtlpAttributes): string | undefined {
  const given = genAiText(attributes, 'provider');
  return given === undefined ? undefined : (renamedProviders.get(given) ?? given);
}

/** Operations that are one request to a model; the last two are OpenLLMetry's and other old instrumentations'. */
export const modelOperations: ReadonlySet<string> = new Set([
  'chat',
  'text_completion',
  'generate_content',
  'embeddings',
  'inference',
  'completion',
  'embedding',
]);

/** Operations that are an agent's, or several agents', whole work. */
export const agentOperations: ReadonlySet<string> = new Set(['create_agent', 'invoke_agent', 'invoke_workflow']);

export const usageEvent = 'gen_ai.client.inference.operation.details';

/** Events that hold content, or judge it; the old ones were written one for each message. */
export const eventsNotKept: ReadonlySet<string> = new Set([
  'gen_ai.evaluation.result',
  'gen_ai.client.operation.exception',
  'gen_ai.system.message',
  'gen_ai.user.message',
  'gen_ai.assistant.message',
  'gen_ai.tool.message',
  'gen_ai.choice',
  'gen_ai.content.prompt',
  'gen_ai.content.completion',
]);

/** Totals of what spans tell one by one; they would count everything a second time. */
const metricNames: Readonly<Partial<Record<Vocabulary, readonly string[]>>> = {
  'genai-0.1': [
    'gen_ai.client.inference.usage.input_tokens',
    'gen_ai.client.inference.usage.output_tokens',
    'gen_ai.client.inference.usage.cache_read.input_tokens',
    'gen_ai.client.inference.usage.cache_write.input_tokens',
    'gen_ai.client.inference.usage.reasoning.output_tokens',
    'gen_ai.client.inference.duration',
    'gen_ai.client.operation.input_tokens',
    'gen_ai.client.operation.output_tokens',
    'gen_ai.invoke_agent.duration',
    'gen_ai.invoke_agent.inference_calls',
    'gen_ai.invoke_agent.tool_calls',
    'gen_ai.execute_tool.duration',
  ],
  'semconv-1.41': [
    'gen_ai.client.token.usage',
    'gen_ai.client.operation.duration',
    'gen_ai.client.operation.time_to_first_chunk',
    'gen_ai.client.operation.time_per_output_chunk',
    'gen_ai.server.request.duration',
    'gen_ai.server.time_per_output_token',
    'gen_ai.server.time_to_first_token',
    'mcp.client.operation.duration',
    'mcp.client.session.duration',
    'mcp.server.operation.duration',
    'mcp.server.session.duration',
  ],
};
export const genAiMetrics: ReadonlySet<string> = new Set(Object.values(metricNames).flat());
