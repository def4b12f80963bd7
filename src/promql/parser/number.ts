import { PromqlError } from '../promql-error.js';
import { goQuote } from './go-quote.js';
import type { Token } from './token.js';

/** Underscores stand between digits, or between the prefix of a hexadecimal number and its first digit. */
const decimal = /^(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;
const hexadecimal = /^0[xX]_?[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*$/;
const octal = /^0_?[0-7]+(?:_[0-7]+)*$/;
const mostWhole = 2n ** 63n - 1n;

/** The value of a number's token: decimal, hexadecimal (`0x1F`), octal (`0755`), `Inf` or `NaN` in any case. */
export function readNumber(token: Token): number {
  const { text } = token;
  const word = text.toLowerCase();
  if (word === 'inf') return Infinity;
  if (word === 'nan') return NaN;
  const bare = text.replaceAll('_', '');
  const whole = octal.test(text) ? BigInt(`0o${bare}`) : hexadecimal.test(text) ? BigInt(bare) : undefined;
  if (whole !== undefined && whole <= mostWhole) return Number(whole);
  if (!decimal.test(text)) throw refused(token, 'invalid syntax');
  const value = Number(bare);
  if (!Number.isFinite(value)) throw refused(token, 'value out of range');
  return value;
}

function refused(token: Token, why: string): PromqlError {
  const message = `error parsing number: strconv.ParseFloat: parsing ${goQuote(token.text)}: ${why}`;
  return new PromqlError('parse', message, { from: token.from, to: token.to });
}
