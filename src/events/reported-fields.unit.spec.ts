import { describe, expect, it } from 'vitest';
import { freeText, nameText } from './reported-fields.js';

describe.each([
  ['a free text', freeText],
  ['a name', nameText],
])('%s whose secret is shorter than what replaces it', (_, field) => {
  it('stays within its limit', () => {
    expect(field(10).parse('ab://b:c@d')).toBe('ab://b:[re');
    expect(field(20).parse('ab://b:c@d'.padEnd(20, '.'))).toBe('ab://b:[redacted]@d.');
  });

  it('is never cut within a character', () => {
    expect(field(20).parse('ab://b:c@d😀')).toBe('ab://b:[redacted]@d');
    expect(field(21).parse('ab://b:c@d😀')).toBe('ab://b:[redacted]@d😀');
  });

  it('is still refused when it is too long as sent', () => {
    expect(field(10).safeParse('ab://b:c@d.').success).toBe(false);
  });
});
