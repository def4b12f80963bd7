import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { msOfUtcText } from './utc-text.js';

describe('a time in UTC', () => {
  it('is read from the text that Date writes', () => {
    const dates = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        expect(msOfUtcText(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  it('is read from no other text', () => {
    const almost = fc
      .tuple(fc.date({ noInvalidDate: true }), fc.nat(30), fc.constantFrom(...'0123456789 -:.TZ+z/٣'))
      .map(([date, at, instead]) => {
        const text = date.toISOString();
        return text.slice(0, at) + instead + text.slice(at + 1);
      });
    fc.assert(
      fc.property(almost, (text) => {
        const ms = msOfUtcText(text);
        expect(Number.isNaN(ms) || new Date(ms).toISOString() === text).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    '2026-02-29T00:00:00.000Z',
    '1900-02-29T00:00:00.000Z',
    '2026-04-31T00:00:00.000Z',
    '2026-01-15T24:00:00.000Z',
    '2026-01-15T23:59:60.000Z',
    '2026-01-15T14:32:00Z',
    '',
  ])('is not %s', (text) => expect(msOfUtcText(text)).toBeNaN());

  it('may lie on the last of February', () => {
    for (const text of ['2024-02-29T00:00:00.000Z', '2000-02-29T12:00:00.000Z']) {
      expect(msOfUtcText(text)).toBe(Date.parse(text));
    }
  });
});
