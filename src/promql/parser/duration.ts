import { PromqlError } from '../promql-error.js';
import { goQuote } from './go-quote.js';
import type { Token } from './token.js';

/** Longest duration of Prometheus, in milliseconds: 2^63 nanoseconds, about 292 years. */
const longestMs = 2 ** 63 / 1e6;

const day = 86_400_000;
const units: readonly (readonly [name: string, ms: number])[] = [
  ['y', 365 * day],
  ['w', 7 * day],
  ['d', day],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
];

/** Milliseconds of `1h30m`: units from the largest to the smallest, each at most once. */
export function readDuration(token: Token): number {
  const fail = (message: string) => new PromqlError('parse', message, { from: token.from, to: token.to });
  let sum = 0;
  let last = -1;
  for (const [, digits, unit] of token.text.matchAll(/(\d+)([a-z]+)/g)) {
    const index = units.findIndex(([name]) => name === unit);
    if (index < 0) throw fail(`unknown unit ${goQuote(unit!)} in duration ${goQuote(token.text)}`);
    if (index <= last) throw fail(`not a valid duration string: ${goQuote(token.text)}`);
    last = index;
    sum += Number(digits) * units[index]![1];
    if (sum >= longestMs) throw fail('duration out of range');
  }
  return sum;
}

/** Milliseconds as Prometheus writes them: `90d`, `1h30m`, `2w`; years and weeks only where nothing remains. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0s';
  let rest = ms;
  let out = '';
  for (const [name, size] of units) {
    if ((name === 'y' || name === 'w') && rest % size !== 0) continue;
    const count = Math.floor(rest / size);
    if (count > 0) out += `${count}${name}`;
    rest -= count * size;
  }
  return out;
}
