import type { LabelMatcher, MatchOperator, VectorSelector } from '../ast.js';
import { METRIC_NAME } from '../labels.js';
import { compileMatcher } from '../matcher.js';
import { goQuote } from './go-quote.js';
import { covering } from './operand.js';
import type { PatternBudget } from './pattern-budget.js';
import type { TokenStream } from './token-stream.js';
import type { Token } from './token.js';
import { unquote } from './unquote.js';

const context = 'label matching';
const operators: ReadonlySet<string> = new Set<MatchOperator>(['=', '!=', '=~', '!~']);

interface Braces {
  readonly matchers: LabelMatcher[];
  /** Names given as a lone string: `{"my.metric"}`. */
  readonly quotedNames: string[];
}

/** `name{…}`, or with `name` left out `{…}`, or without the braces. */
export function parseSelector(tokens: TokenStream, name: Token | undefined, patterns: PatternBudget): VectorSelector {
  const from = name?.from ?? tokens.current.from;
  const { matchers, quotedNames } = tokens.at('{') ? parseBraces(tokens, patterns) : { matchers: [], quotedNames: [] };
  const names = name === undefined ? quotedNames : [...quotedNames, name.text];
  const all = [...matchers, ...names.map(onName)];
  return {
    kind: 'vector_selector',
    name: name?.text ?? soleName(all, quotedNames),
    matchers: all,
    offsetMs: 0,
    at: undefined,
    span: { from, to: tokens.lastEnd },
  };
}

function onName(value: string): LabelMatcher {
  return { name: METRIC_NAME, op: '=', value };
}

/** A quoted name is the metric's name where no other condition speaks of the name. */
function soleName(matchers: readonly LabelMatcher[], quotedNames: readonly string[]): string | undefined {
  const conditions = matchers.filter((one) => one.name === METRIC_NAME);
  return conditions.length === 1 && quotedNames[0] !== '' ? quotedNames[0] : undefined;
}

function parseBraces(tokens: TokenStream, patterns: PatternBudget): Braces {
  const found: Braces = { matchers: [], quotedNames: [] };
  tokens.take();
  if (tokens.skip('}')) return found;
  do {
    parseMatcher(tokens, found, patterns);
    if (tokens.skip('}')) return found;
    tokens.expect(',', context, '"," or "}"');
  } while (!tokens.skip('}'));
  return found;
}

function parseMatcher(tokens: TokenStream, found: Braces, patterns: PatternBudget): void {
  if (!tokens.at('identifier', 'string')) throw tokens.unexpected(context, 'identifier or "}"');
  const label = tokens.take();
  const quoted = label.type === 'string';
  const name = quoted ? unquote(label.text) : label.text;
  if (!operators.has(tokens.current.type)) {
    if (!quoted) throw tokens.unexpected(context, 'label matching operator');
    found.quotedNames.push(name);
    return;
  }
  const op = tokens.take().type as MatchOperator;
  const value = tokens.expect('string', context, 'string');
  const matcher = { name, op, value: unquote(value.text) };
  patterns.compile(matcher, covering(label, value));
  found.matchers.push(matcher);
}

/** What Prometheus says of a selector that names its metric twice, or would select everything. */
export function selectorProblem(selector: VectorSelector): string | undefined {
  const { name, matchers } = selector;
  if (name !== undefined) {
    const other = matchers.slice(0, -1).find((one) => one.name === METRIC_NAME);
    return other && `metric name must not be set twice: ${goQuote(name)} or ${goQuote(other.value)}`;
  }
  if (matchers.some((one) => !compileMatcher(one)(''))) return undefined;
  return 'vector selector must contain at least one non-empty matcher';
}
