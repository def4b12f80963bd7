import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashTree, leafHash, split } from './hash-tree.js';

const treeOf = (leaves: readonly Buffer[]): HashTree => {
  const tree = HashTree.empty();
  for (const leaf of leaves) tree.add(leaf);
  return tree;
};
const rootOf = (contents: readonly Uint8Array[]): string => treeOf(contents.map(leafHash)).root().toString('hex');

/** The definition of RFC 9162, 2.1.1, word by word. */
function definedRoot(contents: readonly Uint8Array[]): Buffer {
  if (contents.length === 0) return createHash('sha256').digest();
  if (contents.length === 1) return createHash('sha256').update(Buffer.of(0)).update(contents[0]!).digest();
  let k = 1;
  while (k * 2 < contents.length) k *= 2;
  const [left, right] = [definedRoot(contents.slice(0, k)), definedRoot(contents.slice(k))];
  return createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
}

const contents = fc.array(fc.uint8Array({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 70 });

describe('the hash tree', () => {
  it('has the roots of the test vectors of Certificate Transparency', () => {
    const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const roots = [
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const leaves = inputs.map((input) => Buffer.from(input, 'hex'));
    expect(roots.map((_, size) => rootOf(leaves.slice(0, size)))).toEqual(roots);
  });

  it('has the root that the RFC defines, at every size, also when it goes on from its frontier', () => {
    fc.assert(
      fc.property(contents, fc.nat(), (all, cut) => {
        const leaves = all.map((one) => leafHash(one));
        const part = treeOf(leaves.slice(0, cut % (all.length + 1)));
        const resumed = HashTree.at(part.size, part.frontier());
        for (const leaf of leaves.slice(part.size)) resumed.add(leaf);
        expect([resumed.size, resumed.root()]).toEqual([all.length, definedRoot(all)]);
        expect(part.root()).toEqual(definedRoot(all.slice(0, part.size)));
      }),
    );
  });

  it('has another root after any change of one bit, any removal, any swap, any addition', () => {
    fc.assert(
      fc.property(contents, fc.nat(), fc.nat(), fc.nat(7), (all, one, other, bit) => {
        const before = rootOf(all);
        const [at, to] = [one % all.length, other % all.length];
        const changed = all.map((content, place) =>
          place === at ? content.with(0, content[0]! ^ (1 << bit)) : content,
        );
        const swapped = all.with(at, all[to]!).with(to, all[at]!);
        const isSame = Buffer.compare(all[at]!, all[to]!) === 0;
        expect(rootOf(changed)).not.toBe(before);
        expect(rootOf(all.toSpliced(at, 1))).not.toBe(before);
        expect(rootOf(all.toSpliced(at, 0, all[at]!))).not.toBe(before);
        expect(rootOf(swapped) === before).toBe(isSame);
      }),
    );
  });

  it('does not go on from a frontier of another size', () => {
    const tree = treeOf([leafHash(Buffer.of(1)), leafHash(Buffer.of(2)), leafHash(Buffer.of(3))]);
    expect(split(tree.frontier())).toHaveLength(2);
    expect(() => HashTree.at(4, tree.frontier())).toThrow(RangeError);
  });
});
