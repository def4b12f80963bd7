import type { Span } from '../promql/ast.js';
import { unquote } from '../promql/parser/unquote.js';
import { TemplateError } from './template-error.js';

/** A part of an action. */
export type ActionToken =
  | { readonly kind: 'word' | 'variable' | 'sign'; readonly text: string; readonly span: Span }
  | {
      readonly kind: 'literal';
      readonly text: string;
      readonly value: string | number | bigint;
      readonly span: Span;
    };

interface ScannedAction {
  readonly tokens: readonly ActionToken[];
  /** A comment and nothing else. */
  readonly comment: boolean;
  /** Behind the closing braces. */
  readonly end: number;
  /** Whether the white space that follows is left out. */
  readonly trimsNext: boolean;
}

const space = /\s+/y;
const comment = /\/\*[^]*?\*\/\s*/y;
const close = /(?:\s-)?\}\}/y;
const escapes = /^(?:[^\\]|\\(?:[abfnrtv\\"]|x[\da-fA-F]{2}|[0-3][0-7]{2}|u[\da-fA-F]{4}|U00[01][\da-fA-F]{5}))*$/;
const forms: readonly (readonly [kind: ActionToken['kind'], form: RegExp])[] = [
  ['literal', /"(?:[^"\\\n]|\\.)*"|`[^`]*`/y],
  ['literal', /[+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])/y],
  ['variable', /\$[A-Za-z_]\w*(?:\.\w*)*|\.[A-Za-z_]\w*(?:\.\w*)*|\$|\./y],
  ['word', /[A-Za-z_]\w*/y],
  ['sign', /[|()]/y],
];

/** The tokens of the action that opens at `open` and whose content begins at `start`. */
export function scanAction(text: string, open: number, start: number): ScannedAction {
  const tokens: ActionToken[] = [];
  let at = start;
  let commented = false;
  const take = (form: RegExp): string | undefined => {
    form.lastIndex = at;
    const found = form.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  for (;;) {
    const end = take(close);
    if (end !== undefined) return { tokens, comment: commented, end: at, trimsNext: end.includes('-') };
    if (take(space) !== undefined) continue;
    if (tokens.length === 0 && take(comment) !== undefined) {
      commented = true;
      continue;
    }
    if (at >= text.length) throw new TemplateError('{{ is not closed by }}', { from: open, to: text.length });
    const from = at;
    const kind = forms.find(([, form]) => take(form) !== undefined)?.[0];
    if (kind === undefined) throw new TemplateError(`unexpected ${text.slice(from, from + 1)}`, { from, to: from + 1 });
    tokens.push(tokenOf(kind, text.slice(from, at), { from, to: at }));
  }
}

function tokenOf(kind: ActionToken['kind'], text: string, span: Span): ActionToken {
  if (kind !== 'literal') return { kind, text, span };
  return { kind, text, value: literal(text, span), span };
}

function literal(text: string, span: Span): string | number | bigint {
  if (text.startsWith('`')) return unquote(text);
  if (text.startsWith('"')) {
    if (!escapes.test(text)) throw new TemplateError('there is a wrong escape in this text', span);
    return unquote(text);
  }
  const bare = text.replaceAll('_', '');
  return /^[+-]?\d+$/.test(bare) ? BigInt(bare) : Number(bare);
}
