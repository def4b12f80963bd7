import { createHash } from 'node:crypto';

const HASH_BYTES = 32;

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

// What a leaf hashes and what a node hashes begin differently, so that neither can be passed off as the other.
const leafPrefix = Buffer.of(0);
const nodePrefix = Buffer.of(1);

export const leafHash = (content: Uint8Array): Buffer => sha256(leafPrefix, content);

/**
 * A Merkle tree of RFC 9162 (section 2.1) that grows leaf by leaf. Of the tree it keeps the roots of its whole subtrees
 * alone, from left to right, one for every 1 in the binary form of its size: enough to go on, and for its root.
 */
export class HashTree {
  private constructor(
    private count: number,
    private readonly nodes: Buffer[],
  ) {}

  static empty(): HashTree {
    return new HashTree(0, []);
  }

  /** Goes on from what `frontier` said of a tree of this size. */
  static at(size: number, frontier: Buffer): HashTree {
    const tree = new HashTree(size, split(frontier));
    const ones = size.toString(2).replaceAll('0', '').length;
    if (frontier.length !== ones * HASH_BYTES) throw new RangeError(`not the frontier of a tree of ${size} leaves`);
    return tree;
  }

  /** Goes on from the tree of that part, or begins where there is none. */
  static after(part: { readonly size: number; readonly frontier: Buffer } | undefined): HashTree {
    return part ? HashTree.at(part.size, part.frontier) : HashTree.empty();
  }

  get size(): number {
    return this.count;
  }

  add(leaf: Buffer): void {
    let node = leaf;
    for (let rest = this.count; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      node = sha256(nodePrefix, this.nodes.pop() as Buffer, node);
    }
    this.nodes.push(node);
    this.count += 1;
  }

  root(): Buffer {
    if (this.count === 0) return sha256();
    return this.nodes.reduceRight((right, left) => sha256(nodePrefix, left, right));
  }

  frontier(): Buffer {
    return Buffer.concat(this.nodes);
  }
}

/** Hashes that stand one after another. */
export function split(hashes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < hashes.length; at += HASH_BYTES) found.push(hashes.subarray(at, at + HASH_BYTES));
  return found;
}
