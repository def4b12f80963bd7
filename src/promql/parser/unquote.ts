const plain: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};
const escape = /\\(?:x([0-9a-fA-F]{2})|([0-7]{3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gu;

/**
 * What a scanned string stands for. `\x` and octal escapes are bytes of UTF-8, as in Go; bytes that are no UTF-8 become
 * the replacement character, for a label's value can be nothing else.
 */
export function unquote(literal: string): string {
  const inner = literal.slice(1, -1);
  if (literal[0] === '`' || !inner.includes('\\')) return inner;
  return /\\[x0-7]/.test(inner) ? unquoteBytes(inner) : inner.replace(escape, character);
}

function character(_all: string, _hex: string, _octal: string, short?: string, long?: string, other?: string): string {
  return other === undefined ? String.fromCodePoint(Number.parseInt((short ?? long)!, 16)) : plain[other]!;
}

function unquoteBytes(inner: string): string {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  let done = 0;
  for (const match of inner.matchAll(escape)) {
    parts.push(encoder.encode(inner.slice(done, match.index)));
    const [all, hex, octal, short, long, other] = match;
    if (hex !== undefined) parts.push(Uint8Array.of(Number.parseInt(hex, 16)));
    else if (octal !== undefined) parts.push(Uint8Array.of(Number.parseInt(octal, 8)));
    else parts.push(encoder.encode(character(all, '', '', short, long, other)));
    done = match.index + all.length;
  }
  parts.push(encoder.encode(inner.slice(done)));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(joined(parts));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
