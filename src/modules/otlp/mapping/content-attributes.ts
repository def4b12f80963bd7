/** Attributes that hold what people and models wrote, and what tools were given and answered. */
const contentNames = new Set([
  // Claude Code, Codex, Gemini CLI.
  'prompt',
  'user_prompt',
  'user_system_prompt',
  'system_prompt_preview',
  'new_context',
  'response',
  'response.model_output',
  'output',
  'arguments',
  'tool_input',
  'tool_parameters',
  'function_args',
  'bash_command',
  'full_command',
  'hook_definitions',
  'request_text',
  'response_text',
  // The GenAI conventions, old and new.
  'gen_ai.prompt',
  'gen_ai.completion',
  'gen_ai.input.messages',
  'gen_ai.output.messages',
  'gen_ai.system_instructions',
  'gen_ai.tool.call.arguments',
  'gen_ai.tool.call.result',
  'gen_ai.tool.definitions',
  'gen_ai.retrieval.query.text',
  'gen_ai.retrieval.documents',
  // OpenLLMetry, OpenInference, Vercel's AI SDK.
  'traceloop.entity.input',
  'traceloop.entity.output',
  'input.value',
  'output.value',
  'ai.prompt',
  'ai.toolCall.args',
  'ai.toolCall.result',
]);

/** The same with parts or numbers in their names: `gen_ai.prompt.0.content`, `ai.response.text`. */
const contentPatterns = [
  /^gen_ai\.(prompt|completion)\.\d+\./,
  /^llm\.(input|output)_messages\./,
  /^ai\.prompt\./,
  /^ai\.response\.(text|reasoning|object|toolCalls|files)$/,
];

/** Whether an attribute holds content. */
export function isContentAttribute(name: string): boolean {
  return contentNames.has(name) || contentPatterns.some((pattern) => pattern.test(name));
}
