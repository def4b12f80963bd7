/**
 * Control characters (a terminal would obey them), line breaks, and marks that turn the direction of writing: with any
 * of them, recorded text could forge output or hide in it.
 */
const HARMFUL = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;
/** The same for JSON, which escapes the first 32 by itself and needs its line breaks. */
const HARMFUL_IN_JSON = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escaped = (character: string): string =>
  NAMED[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Text of unknown origin on one line, with everything a terminal would act upon made visible. */
export function safeText(text: string): string {
  return text.replace(HARMFUL, escaped);
}

/** The value as indented JSON: still the same value, but harmless on a terminal. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(HARMFUL_IN_JSON, escaped);
}
