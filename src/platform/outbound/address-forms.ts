import { isIP } from 'node:net';

/**
 * Every address that this one may lead to: itself, written one way, and an IPv4 address that is wrapped in it
 * (mapped, NAT64, 6to4, Teredo). Undefined for text that is no address.
 */
export function addressForms(text: string): readonly string[] | undefined {
  const [address = ''] = text.replace(/^\[(.*)\]$/, '$1').split('%');
  const family = isIP(address);
  if (family === 0) return undefined;
  if (family === 4) return [address];
  const groups = groupsOf(address);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) return [ipv4(groups[6]!, groups[7]!)];
  const canonical = groups.map((group) => group.toString(16)).join(':');
  const inner = wrapped(groups);
  return inner === undefined ? [canonical] : [canonical, inner];
}

function wrapped(groups: readonly number[]): string | undefined {
  const [first, second] = groups as [number, number];
  const startsWithZeros = groups.slice(0, 6).every((group) => group === 0);
  // `::1` and `::` are addresses of their own.
  if (startsWithZeros && groups[6] !== 0) return ipv4(groups[6]!, groups[7]!);
  if (first === 0x64 && second === 0xff9b) return ipv4(groups[6]!, groups[7]!);
  if (first === 0x2002) return ipv4(second, groups[2]!);
  // Teredo hides its client by turning every bit.
  if (first === 0x2001 && second === 0) return ipv4(groups[6]! ^ 0xffff, groups[7]! ^ 0xffff);
  return undefined;
}

const ipv4 = (high: number, low: number) => [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');

function groupsOf(address: string): number[] {
  // A dotted tail counts for two groups.
  const plain = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, a, b, c, d) =>
    [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((group) => group.toString(16)).join(':'),
  );
  const [head = '', tail] = plain.split('::');
  const parts = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const before = parts(head);
  const after = parts(tail ?? '');
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}
