import { PromqlError } from '../promql-error.js';
import { goQuoteCharacter } from './go-quote.js';

const escapeDigits: Readonly<Record<string, { digits: number; base: 8 | 16; skip: 0 | 1 }>> = {
  ...Object.fromEntries([...'01234567'].map((digit) => [digit, { digits: 3, base: 8, skip: 0 }])),
  x: { digits: 2, base: 16, skip: 1 },
  u: { digits: 4, base: 16, skip: 1 },
  U: { digits: 8, base: 16, skip: 1 },
};

/** The end of the string that opens at `start` with one of its three quotes. Refuses what could not be unquoted. */
export function scanString(text: string, start: number): number {
  const quote = text[start]!;
  const fail = (message: string) => new PromqlError('parse', message, { from: start, to: text.length });
  let at = start + 1;
  for (;;) {
    const code = text.codePointAt(at);
    if (code === undefined) throw fail(quote === '`' ? 'unterminated raw string' : 'unterminated quoted string');
    const character = String.fromCodePoint(code);
    // As Prometheus, where the replacement character is what is left of bytes that are no UTF-8.
    if (code === 0xfffd || (code >= 0xd800 && code <= 0xdfff)) throw fail('invalid UTF-8 rune');
    at += character.length;
    if (character === quote) return at;
    if (quote === '`') continue;
    if (character === '\n') throw fail('unterminated quoted string');
    if (character === '\\') at = scanEscape(text, at, quote, fail);
  }
}

function scanEscape(text: string, start: number, quote: string, fail: (message: string) => PromqlError): number {
  const kind = characterAt(text, start);
  if (kind === undefined) throw fail('escape sequence not terminated');
  if ('abfnrtv\\'.includes(kind) || kind === quote) return start + 1;
  const form = escapeDigits[kind];
  if (form === undefined) throw fail(`unknown escape sequence ${named(kind)}`);
  const from = start + form.skip;
  for (let at = from; at < from + form.digits; at++) {
    const digit = characterAt(text, at);
    if (digit === undefined) throw fail('escape sequence not terminated');
    if (!isDigitOf(digit, form.base)) throw fail(`illegal character ${named(digit)} in escape sequence`);
  }
  const value = Number.parseInt(text.slice(from, from + form.digits), form.base);
  const most = form.digits < 4 ? 255 : 0x10ffff;
  if (value > most || (value >= 0xd800 && value < 0xe000)) {
    throw fail('escape sequence is an invalid Unicode code point');
  }
  return from + form.digits;
}

function isDigitOf(character: string, base: 8 | 16): boolean {
  return base === 8 ? /^[0-7]$/.test(character) : /^[0-9a-fA-F]$/.test(character);
}

function characterAt(text: string, at: number): string | undefined {
  const code = text.codePointAt(at);
  return code === undefined ? undefined : String.fromCodePoint(code);
}

/** `U+0063 'c'`. */
function named(character: string): string {
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return `U+${code} ${goQuoteCharacter(character)}`;
}
