import type { Unit } from '../../charts/units';

/** The unit of an expression by the names in it, as Prometheus' conventions have them; `number` where they do not say. */
export function unitOfExpression(expression: string): Unit {
  const bare = withoutLabels(expression);
  const parts = splitAtTop(bare, '/');
  if (parts.length === 2) return unitOfQuotient(parts[0]!, parts[1]!);
  return unitOfTerm(bare);
}

function unitOfQuotient(above: string, below: string): Unit {
  if (/^[\s\d.]+$/.test(below)) return unitOfTerm(above);
  if (/_sum\b/.test(above) && /_count\b/.test(below)) return unitOfName(above);
  const [one, other] = [unitOfTerm(above), unitOfTerm(below)];
  return one === other ? 'ratio' : 'number';
}

function unitOfTerm(term: string): Unit {
  const unit = unitOfName(term);
  if (/\bcount(_values)?\b\s*(by|without)?\s*\(/.test(term)) return 'count';
  if (!/\bi?rate\b\s*\(/.test(term) || /\bhistogram_quantile\b/.test(term)) return unit;
  // A rate is per second, unless it has been multiplied.
  if (unit === 'seconds') return 'ratio';
  if (unit !== 'count' && unit !== 'tokens') return unit;
  const factor = /\*\s*(\d+)\s*$/.exec(term)?.[1];
  return factor === undefined ? 'per_second' : factor === '60' ? 'per_minute' : 'number';
}

const names: readonly (readonly [RegExp, Unit])[] = [
  [/_timestamp_seconds\b/, 'number'],
  [/_seconds(_bucket|_sum|_total)?\b/, 'seconds'],
  [/_(milliseconds|ms)(_bucket|_sum)?\b/, 'milliseconds'],
  [/_bytes(_bucket|_sum|_total)?\b/, 'bytes'],
  [/_(usd|dollars)(_total)?\b/, 'usd'],
  [/_(ratio|rate)\b/, 'ratio'],
  [/_percent\b/, 'percent'],
  [/tokens(_total)?\b/, 'tokens'],
  [/_(total|count|bucket)\b/, 'count'],
];

function unitOfName(term: string): Unit {
  if (/\btime\(\)\s*-/.test(term)) return 'seconds';
  return names.find(([pattern]) => pattern.test(term))?.[1] ?? 'number';
}

/** Names and values of labels say nothing about the unit, nor do the labels that are grouped by. */
const withoutLabels = (expression: string) =>
  expression
    .replaceAll(/"[^"]*"|'[^']*'/g, '')
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ');

function splitAtTop(text: string, operator: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(' || letter === '[') depth++;
    if (letter === ')' || letter === ']') depth--;
    if (letter === operator && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}
