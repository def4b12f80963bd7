/** Classes of characters in PromQL: ASCII only. `undefined` stands for the end of the text. */
type Character = string | undefined;

export function isSpace(c: Character): boolean {
  return c === ' ' || c === '\t' || c === '\n' || c === '\r';
}

export function isDigit(c: Character): boolean {
  return c !== undefined && c >= '0' && c <= '9';
}

export function isAlpha(c: Character): boolean {
  return c !== undefined && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '_');
}

export function isAlphaNumeric(c: Character): boolean {
  return isAlpha(c) || isDigit(c);
}
