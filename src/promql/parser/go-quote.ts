const escapes: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
};
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/** The text in double quotes, escaped as Prometheus writes strings: what the parser reads back as the same text. */
export function goQuote(text: string): string {
  return quoted(text, '"');
}

/** One character in single quotes, as Prometheus names it in its messages. */
export function goQuoteCharacter(character: string): string {
  return quoted(character, "'");
}

function quoted(text: string, quote: string): string {
  let out = quote;
  for (const character of text) out += character === quote ? `\\${quote}` : escaped(character);
  return out + quote;
}

function escaped(character: string): string {
  const short = escapes[character];
  if (short !== undefined) return short;
  // The replacement character would be taken for broken text when it is read back.
  if (character !== '\ufffd' && printable.test(character)) return character;
  const code = character.codePointAt(0)!;
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`;
  return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
