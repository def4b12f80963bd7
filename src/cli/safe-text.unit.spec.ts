import { describe, expect, it } from 'vitest';
import { safeJson, safeText } from './safe-text.js';

const clearScreen = '\u001b[2J';
const hostile = `${clearScreen}a\nb\tc\u009b31m\u202egnp.exe\u0007\u0000`;
// eslint-disable-next-line no-control-regex -- these are what must not get through
const harmful = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe('safeText', () => {
  it('shows what a terminal would obey instead of passing it on', () => {
    expect(safeText(hostile)).toBe('\\u001b[2Ja\\nb\\tc\\u009b31m\\u202egnp.exe\\u0007\\u0000');
    expect(safeText(hostile)).not.toMatch(harmful);
  });

  it('leaves letters of every script, and emoji made of several, as they are', () => {
    for (const text of ['plain', 'naïve Zürich', '漢字', 'עברית', '👩‍💻', 'a–b']) expect(safeText(text)).toBe(text);
  });
});

describe('safeJson', () => {
  it('is harmless and still the same value', () => {
    const value = { [hostile]: [hostile, 1, null] };
    expect(safeJson(value).replaceAll('\n', '')).not.toMatch(harmful);
    expect(JSON.parse(safeJson(value))).toEqual(value);
  });
});
