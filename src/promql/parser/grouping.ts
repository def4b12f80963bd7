import type { TokenStream } from './token-stream.js';
import { isGroupingLabel } from './token.js';
import { unquote } from './unquote.js';

const context = 'grouping opts';

/** `(label, "quoted label", by,)` of `by`, `on`, `group_left` and their like. */
export function parseGrouping(tokens: TokenStream): string[] {
  tokens.expect('(', context, '"("');
  const labels: string[] = [];
  if (tokens.skip(')')) return labels;
  do {
    labels.push(parseLabel(tokens));
    if (tokens.skip(')')) return labels;
    tokens.expect(',', context, '"," or ")"');
  } while (!tokens.skip(')'));
  return labels;
}

function parseLabel(tokens: TokenStream): string {
  if (isGroupingLabel(tokens.current)) return tokens.take().text;
  const token = tokens.expect('string', context, 'label');
  const label = unquote(token.text);
  if (label === '') throw tokens.refuse('invalid label name for grouping: ""', token);
  return label;
}
