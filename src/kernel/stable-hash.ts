const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

/** Of each word of a block: its constants, how far it is turned, and how the running value takes it in. */
const lanes = [
  { first: C1, turn: 15, second: C2, mix: 19, add: 0x561ccd1b },
  { first: C2, turn: 16, second: C3, mix: 17, add: 0x0bcaa747 },
  { first: C3, turn: 17, second: C4, mix: 15, add: 0x96cd1c35 },
  { first: C4, turn: 18, second: C1, mix: 13, add: 0x32ac3b17 },
] as const;

const BLOCK = 16;
const encoder = new TextEncoder();

/**
 * MurmurHash3 (x86, 128 bits) of the text's UTF-8, as 32 hexadecimal digits: the same on every machine and for ever, so
 * that ids can be derived where none was given. It keeps no secret and proves nothing.
 */
export function stableHash(text: string): string {
  const bytes = encoder.encode(text);
  const h: [number, number, number, number] = [0, 0, 0, 0];
  const whole = bytes.length - (bytes.length % BLOCK);
  for (let at = 0; at < whole; at += BLOCK) {
    for (let lane = 0; lane < 4; lane++) {
      const { mix, add } = lanes[lane]!;
      h[lane]! ^= scrambled(wordAt(bytes, at + lane * 4), lane);
      h[lane] = (Math.imul(turned(h[lane]!, mix) + h[(lane + 1) % 4]!, 5) + add) | 0;
    }
  }
  for (let lane = 0; lane < 4; lane++) h[lane]! ^= scrambled(wordAt(bytes, whole + lane * 4), lane);
  for (let lane = 0; lane < 4; lane++) h[lane]! ^= bytes.length;
  blend(h);
  for (let lane = 0; lane < 4; lane++) h[lane] = avalanched(h[lane]!);
  blend(h);
  return h.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** Little-endian; what is beyond the end counts as zeros. */
function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
}

function scrambled(word: number, lane: number): number {
  const { first, turn, second } = lanes[lane]!;
  return Math.imul(turned(Math.imul(word, first), turn), second);
}

function turned(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function blend(h: [number, number, number, number]): void {
  h[0] = (h[0] + h[1] + h[2] + h[3]) | 0;
  for (let lane = 1; lane < 4; lane++) h[lane] = (h[lane]! + h[0]) | 0;
}

function avalanched(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
