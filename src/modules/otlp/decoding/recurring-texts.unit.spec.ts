import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { RecurringTexts } from './recurring-texts.js';

const encoded = (text: string) => protobuf.Writer.create().string(text).finish();

describe('texts that come again', () => {
  it('are read as those that do not, also where many share a place', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom(
        'session.id',
        'model',
        '',
        'x'.repeat(47),
        'x'.repeat(48),
        'x'.repeat(49),
        '\u00e9',
        '\u00c3\u00a9',
      ),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), (all) => {
        const texts = new RecurringTexts(4);
        const reader = protobuf.Reader.create(Buffer.concat(all.map(encoded)));
        expect(all.map(() => texts.read(reader))).toEqual(all.map((one) => Buffer.from(one, 'utf8').toString('utf8')));
        expect(reader.pos).toBe(reader.len);
      }),
    );
  });

  it('that are cut off or no UTF-8 are refused each time', () => {
    const texts = new RecurringTexts(4);
    texts.read(protobuf.Reader.create(encoded('model')));
    for (const bytes of [encoded('model').subarray(0, 4), Uint8Array.of(2, 0xc3, 0x28), Uint8Array.of()]) {
      for (let time = 0; time < 2; time++)
        expect(() => texts.read(protobuf.Reader.create(bytes))).toThrow(/index out of range|utf-?8/i);
    }
  });
});
