import type protobuf from 'protobufjs';

/** Longer texts hardly ever come again. */
const MAX_BYTES = 48;

/**
 * Reads texts of which most were read before: every record has the same names of attributes, and those of a session the
 * same values. To compare one with its bytes takes a fraction of decoding them, and leaves nothing to collect.
 */
export class RecurringTexts {
  private readonly texts: (string | undefined)[];

  /** `places`: a power of two; so many texts are remembered, each where its bytes put it. */
  constructor(private readonly places: number) {
    this.texts = new Array<string | undefined>(places).fill(undefined);
  }

  /** As `reader.stringVerify()`. */
  read(reader: protobuf.Reader): string {
    const { buf, pos } = reader;
    // Of one byte, and the text within the message: anything else is decoded as ever.
    const length = buf[pos] ?? MAX_BYTES + 1;
    const start = pos + 1;
    if (length === 0 || length > MAX_BYTES || start + length > reader.len) return reader.stringVerify();
    const place = this.placeOf(buf, start, length);
    const known = this.texts[place];
    if (known !== undefined && known.length === length && isWrittenAt(buf, start, known)) {
      reader.pos = start + length;
      return known;
    }
    return (this.texts[place] = reader.stringVerify());
  }

  private placeOf(bytes: Uint8Array, start: number, length: number): number {
    let hash = length;
    for (let at = start; at < start + length; at += 1) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
    return (hash ^ (hash >>> 15)) & (this.places - 1);
  }
}

/** A text of ASCII is its own bytes; others are never equal here, as their bytes are more than their characters. */
function isWrittenAt(bytes: Uint8Array, start: number, text: string): boolean {
  for (let n = 0; n < text.length; n += 1) if (text.charCodeAt(n) !== bytes[start + n]) return false;
  return true;
}
