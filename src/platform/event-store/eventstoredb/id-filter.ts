import { randomBytes } from 'node:crypto';

/** Ids of one filter; with 24 bits for each, one id in 20 000 that it never saw is taken for one that it did. */
export const FILTER_IDS = 65_536;
const BITS = FILTER_IDS * 24;
const PROBES = 8;

/** Unknown outside, so that nobody can choose ids that look like others. */
const seeds = new Uint32Array(new Uint8Array(randomBytes(8)).buffer);

/** Two hashes make as many as are needed. */
export interface IdHashes {
  readonly first: number;
  readonly step: number;
}

export function hashesOf(id: string): IdHashes {
  return { first: hash(id, seeds[0]!), step: hash(id, seeds[1]!) | 1 };
}

/** A Bloom filter of event ids: what it denies was never added. 3 bytes for each id, 192 KiB in all. */
export class IdFilter {
  private added = 0;
  private readonly bits = new Uint8Array(BITS / 8);

  get full(): boolean {
    return this.added >= FILTER_IDS;
  }

  add({ first, step }: IdHashes): void {
    for (let n = 0; n < PROBES; n += 1) {
      const bit = ((first + n * step) >>> 0) % BITS;
      this.bits[bit >>> 3]! |= 1 << (bit & 7);
    }
    this.added += 1;
  }

  mayHold({ first, step }: IdHashes): boolean {
    for (let n = 0; n < PROBES; n += 1) {
      const bit = ((first + n * step) >>> 0) % BITS;
      if ((this.bits[bit >>> 3]! & (1 << (bit & 7))) === 0) {
        return false;
      }
    }
    return true;
  }
}

/** MurmurHash3's mixing, a character at a time. */
function hash(text: string, seed: number): number {
  let mixed = seed;
  for (let n = 0; n < text.length; n += 1) {
    mixed = Math.imul(mixed ^ text.charCodeAt(n), 0x5bd1e995);
    mixed ^= mixed >>> 15;
  }
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
