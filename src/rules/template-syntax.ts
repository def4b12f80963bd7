import type { Span } from '../promql/ast.js';
import { TemplateError } from './template-error.js';
import { type ActionToken, scanAction } from './template-tokens.js';

/** What an argument of a function is: written down, taken from the alert, or the answer of another pipeline. */
export type TemplateOperand =
  | { readonly kind: 'literal'; readonly value: string | number | bigint | boolean; readonly span: Span }
  | { readonly kind: 'value'; readonly span: Span }
  | { readonly kind: 'labels'; readonly span: Span }
  | { readonly kind: 'label'; readonly name: string; readonly span: Span }
  | { readonly kind: 'function'; readonly name: string; readonly span: Span }
  | { readonly kind: 'pipeline'; readonly commands: readonly TemplateCommand[]; readonly span: Span };

/** `printf "%.2f" $value`: a function with its arguments, or one operand alone. */
export type TemplateCommand = readonly TemplateOperand[];

export type TemplateNode =
  { readonly kind: 'text'; readonly text: string } | Extract<TemplateOperand, { readonly kind: 'pipeline' }>;

const control = ['if', 'else', 'end', 'with', 'range', 'define', 'template', 'block', 'break', 'continue'];

/** Reads text with actions in double braces, as Prometheus has them. Throws a TemplateError that says where. */
export function parseTemplate(text: string): readonly TemplateNode[] {
  const nodes: TemplateNode[] = [];
  let at = 0;
  let trimNext = false;
  const addText = (end: number, trimEnd: boolean) => {
    let piece = text.slice(at, end);
    if (trimNext) piece = piece.trimStart();
    if (trimEnd) piece = piece.trimEnd();
    if (piece !== '') nodes.push({ kind: 'text', text: piece });
  };
  for (;;) {
    const open = text.indexOf('{{', at);
    if (open < 0) {
      addText(text.length, false);
      return nodes;
    }
    const trims = /^-\s/.test(text.slice(open + 2, open + 4));
    addText(open, trims);
    const action = scanAction(text, open, open + (trims ? 3 : 2));
    if (action.tokens.length > 0) nodes.push(new ActionParser(action.tokens, { from: open, to: action.end }).parse());
    else if (!action.comment)
      throw new TemplateError('there is nothing between {{ and }}', { from: open, to: action.end });
    at = action.end;
    trimNext = action.trimsNext;
  }
}

class ActionParser {
  private next = 0;

  constructor(
    private readonly tokens: readonly ActionToken[],
    private readonly span: Span,
  ) {}

  parse(): Extract<TemplateOperand, { kind: 'pipeline' }> {
    const [first] = this.tokens;
    if (first?.kind === 'word' && control.includes(first.text)) {
      throw new TemplateError(
        `{{ ${first.text} }} is not supported here: values, labels and functions are, without branches and loops`,
        first.span,
      );
    }
    const commands = this.pipeline();
    const rest = this.tokens[this.next];
    if (rest) throw new TemplateError(`unexpected ${rest.text}`, rest.span);
    return { kind: 'pipeline', commands, span: this.span };
  }

  private pipeline(): readonly TemplateCommand[] {
    const commands = [this.command(true)];
    while (this.skip('|')) commands.push(this.command(false));
    return commands;
  }

  private command(first: boolean): TemplateCommand {
    const operands: TemplateOperand[] = [];
    for (;;) {
      const token = this.tokens[this.next];
      if (!token || token.text === '|' || token.text === ')') break;
      this.next++;
      operands.push(this.operand(token));
    }
    const [head, second] = operands;
    if (!head) {
      const where = this.tokens[this.next]?.span ?? { from: this.span.to - 2, to: this.span.to };
      throw new TemplateError('a value or a function is missing here', where);
    }
    if (head.kind !== 'function' && (second || !first)) {
      throw new TemplateError('only a function takes arguments, or what is piped to it', (second ?? head).span);
    }
    const misplaced = operands.slice(1).find(({ kind }) => kind === 'function');
    if (misplaced) throw new TemplateError('put a function that is an argument into parentheses', misplaced.span);
    return operands;
  }

  private operand(token: ActionToken): TemplateOperand {
    const { span } = token;
    switch (token.kind) {
      case 'literal':
        return { kind: 'literal', value: token.value, span };
      case 'word':
        if (token.text === 'true' || token.text === 'false') {
          return { kind: 'literal', value: token.text === 'true', span };
        }
        return { kind: 'function', name: token.text, span };
      case 'variable':
        return variable(token.text, span);
      case 'sign': {
        if (token.text !== '(') throw new TemplateError(`unexpected ${token.text}`, span);
        const commands = this.pipeline();
        if (!this.skip(')')) throw new TemplateError('the parenthesis is not closed', span);
        return { kind: 'pipeline', commands, span };
      }
    }
  }

  private skip(sign: string): boolean {
    if (this.tokens[this.next]?.text !== sign || this.tokens[this.next]?.kind !== 'sign') return false;
    this.next++;
    return true;
  }
}

/** `$value`, `.Value`, `$labels`, `$labels.name`, `.Labels.name`. */
function variable(text: string, span: Span): TemplateOperand {
  const [root, name, ...more] = text.startsWith('.') ? text.slice(1).split('.') : text.slice(1).split('.');
  const known = text.startsWith('$') ? { labels: 'labels', value: 'value' } : { labels: 'Labels', value: 'Value' };
  if (root === known.value && name === undefined) return { kind: 'value', span };
  if (root === known.labels && name === undefined) return { kind: 'labels', span };
  if (root === known.labels && name !== '' && more.length === 0) return { kind: 'label', name: name ?? '', span };
  throw new TemplateError(`${text} is not known: there are $value, $labels and $labels.<name>`, span);
}
