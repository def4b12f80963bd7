import { shownValue, type TemplateValue } from './go-printf.js';
import { TemplateError } from './template-error.js';
import { templateFunctions, unsupportedFunctions } from './template-functions.js';
import { parseTemplate, type TemplateCommand, type TemplateNode, type TemplateOperand } from './template-syntax.js';

/** What a template may tell of. */
export interface TemplateContext {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const parsed = new Map<string, readonly TemplateNode[] | TemplateError>();
/** Rules have few texts and use them again and again. */
const MOST_PARSED = 2_000;

/** The text with its actions carried out. It never fails: what cannot be told becomes `<error expanding template: …>`. */
export function expandTemplate(text: string, context: TemplateContext): string {
  if (!text.includes('{{')) return text;
  const nodes = remembered(text);
  try {
    if (nodes instanceof TemplateError) throw nodes;
    return nodes.map((node) => (node.kind === 'text' ? node.text : shownValue(run(node.commands, context)))).join('');
  } catch (error) {
    if (error instanceof TemplateError) return `<error expanding template: ${error.message}>`;
    throw error;
  }
}

/** What a template refers to, once it is known to be one. Throws a TemplateError otherwise. */
export function checkTemplate(text: string): { readonly usesValue: boolean } {
  let usesValue = false;
  const check = (commands: readonly TemplateCommand[]): void => {
    for (const [index, command] of commands.entries()) {
      for (const operand of command) {
        if (operand.kind === 'value') usesValue = true;
        if (operand.kind === 'pipeline') check(operand.commands);
      }
      checkCall(command, index > 0);
    }
  };
  for (const node of parseTemplate(text)) if (node.kind === 'pipeline') check(node.commands);
  return { usesValue };
}

function checkCall([head, ...args]: TemplateCommand, piped: boolean): void {
  if (head?.kind !== 'function') return;
  const known = templateFunctions.get(head.name);
  if (!known) {
    const why = unsupportedFunctions.has(head.name) ? 'is not supported here' : 'is not known';
    throw new TemplateError(
      `the function ${head.name} ${why}; there are ${[...templateFunctions.keys()].sort().join(', ')}`,
      head.span,
    );
  }
  const count = args.length + (piped ? 1 : 0);
  const [least, most] = known.arity;
  if (count >= least && count <= most) return;
  throw new TemplateError(
    `${head.name} takes ${least === most ? least : `at least ${least}`} ${most === 1 ? 'argument' : 'arguments'}, not ${count}`,
    head.span,
  );
}

function remembered(text: string): readonly TemplateNode[] | TemplateError {
  const known = parsed.get(text);
  if (known) return known;
  let nodes: readonly TemplateNode[] | TemplateError;
  try {
    checkTemplate(text);
    nodes = parseTemplate(text);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    nodes = error;
  }
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(text, nodes);
  return nodes;
}

function run(commands: readonly TemplateCommand[], context: TemplateContext): TemplateValue {
  let answer: TemplateValue | undefined;
  for (const [head, ...rest] of commands) {
    if (!head) continue;
    const args = rest.map((operand) => valueOf(operand, context));
    if (answer !== undefined) args.push(answer);
    answer = head.kind === 'function' ? call(head.name, args) : valueOf(head, context);
  }
  return answer ?? '';
}

function valueOf(operand: TemplateOperand, context: TemplateContext): TemplateValue {
  switch (operand.kind) {
    case 'literal':
      return operand.value;
    case 'value':
      return context.value;
    case 'labels':
      return context.labels;
    case 'label':
      return Object.hasOwn(context.labels, operand.name) ? context.labels[operand.name]! : '';
    case 'function':
      return call(operand.name, []);
    case 'pipeline':
      return run(operand.commands, context);
  }
}

function call(name: string, args: readonly TemplateValue[]): TemplateValue {
  const known = templateFunctions.get(name);
  if (!known) throw new TemplateError(`the function ${name} is not known`);
  return known.call(name, ...args);
}
