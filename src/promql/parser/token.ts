import { goQuote } from './go-quote.js';

const operators = ['+', '-', '*', '/', '%', '^', '==', '!=', '<', '<=', '>', '>=', '</', '>/', '=~', '!~', '@'];
const wordOperators = ['and', 'or', 'unless', 'atan2'];
const aggregators = [
  ...['sum', 'avg', 'count', 'min', 'max', 'group', 'stddev', 'stdvar', 'topk', 'bottomk'],
  ...['count_values', 'quantile', 'limitk', 'limit_ratio'],
];
const modifiers = [
  ...['offset', 'smoothed', 'anchored', 'by', 'without', 'on', 'ignoring', 'group_left', 'group_right'],
  ...['fill', 'fill_left', 'fill_right', 'bool'],
];
const preprocessors = ['start', 'end', 'step', 'range', 'max_of', 'min_of'];

const operatorSet: ReadonlySet<string> = new Set([...operators, ...wordOperators]);
const modifierSet: ReadonlySet<string> = new Set(modifiers);
export const aggregatorSet: ReadonlySet<string> = new Set(aggregators);

/** Words with a meaning of their own; in any case of letters. */
export const keywords: ReadonlySet<string> = new Set([
  ...wordOperators,
  ...aggregators,
  ...modifiers,
  ...preprocessors,
]);

/** Keywords that no metric may have as its name. */
const neverMetric: ReadonlySet<string> = new Set(['atan2', 'on', 'ignoring', 'group_left', 'group_right', 'bool']);

/**
 * What the scanner found. `type` is the class of the token (`number`, `duration`, `string`, `identifier`, `metric` for
 * an identifier with a colon, `eof`) or, for keywords and signs, the keyword in lower case or the sign itself.
 */
export interface Token {
  readonly type: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Whether the token can stand where a metric's name is expected. */
export function isMetricName(token: Pick<Token, 'type'>): boolean {
  return isIdentifier(token) || (keywords.has(token.type) && !neverMetric.has(token.type));
}

/** Whether the token can stand in `by (…)` and its like; `without` alone among the keywords cannot. */
export function isGroupingLabel(token: Pick<Token, 'type'>): boolean {
  return isIdentifier(token) || (keywords.has(token.type) && token.type !== 'without');
}

function isIdentifier(token: Pick<Token, 'type'>): boolean {
  return token.type === 'identifier' || token.type === 'metric';
}

/** The token as Prometheus names it in "unexpected …". */
export function describe(token: Token): string {
  const { type, text } = token;
  if (type === 'eof') return 'end of input';
  if (type === 'identifier') return `identifier ${goQuote(text)}`;
  if (type === 'metric') return `metric identifier ${goQuote(text)}`;
  if (type === 'number' || type === 'duration' || type === 'string') return `${type} ${shortened(text)}`;
  if (operatorSet.has(type)) return `<op:${text}>`;
  if (aggregatorSet.has(type)) return `<aggr:${text}>`;
  if (modifierSet.has(type)) return `<${text}>`;
  return shortened(text);
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > 10 ? `${goQuote(characters.slice(0, 10).join(''))}...` : goQuote(text);
}
