/** Attributes that hold what people and models wrote, and what tools were given and answered. */
const contentNames = new Set([
  'prompt',
  'response',
  'output',
  'arguments',
  'tool_input',
  'tool_parameters',
  'function_args',
  'bash_command',
  'full_command',
  'request_text',
  'response_text',
  'gen_ai.prompt',
  'gen_ai.completion',
  'gen_ai.input.messages',
  'gen_ai.output.messages',
  'gen_ai.system_instructions',
  'gen_ai.tool.call.arguments',
  'gen_ai.tool.call.result',
  'gen_ai.tool.definitions',
]);

/** Whether an attribute holds content; indexed forms such as `gen_ai.prompt.0.content` included. */
export function isContentAttribute(name: string): boolean {
  return contentNames.has(name) || /^gen_ai\.(prompt|completion)\.\d+\./.test(name);
}
