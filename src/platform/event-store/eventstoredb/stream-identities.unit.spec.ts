import { describe, expect, it } from 'vitest';

import { StreamIdentities, StreamIdentityCache } from './stream-identities.js';

function identities(prefix: string, count: number, mostNewest?: number): StreamIdentities {
  const stream = new StreamIdentities(true, mostNewest);
  for (let revision = 0; revision < count; revision += 1) {
    stream.add(`${prefix}${revision}`, BigInt(revision));
  }
  return stream;
}

describe('StreamIdentities', () => {
  it('knows where the newest ids are, and of the others that they may be there', () => {
    const stream = identities('a', 1_000, 10);

    expect(stream.last).toBe(999n);
    expect(stream.revisionOf('a995')).toBe(995n);
    expect(stream.mayHaveForgotten('a995')).toBe(false);
    expect([stream.revisionOf('a985'), stream.mayHaveForgotten('a985')]).toEqual([undefined, true]);
    expect([stream.revisionOf('a0'), stream.mayHaveForgotten('a0')]).toEqual([undefined, true]);
    expect([stream.revisionOf('b'), stream.mayHaveForgotten('b')]).toEqual([undefined, false]);
  });

  it('knows again what is told to it again, without taking it for the last', () => {
    const stream = identities('a', 1_000, 10);
    stream.add('a5', 5n);

    expect([stream.revisionOf('a5'), stream.mayHaveForgotten('a5'), stream.last]).toEqual([5n, false, 999n]);
  });

  it('does not grow by what is looked up again and again', () => {
    const stream = identities('a', 1_000, 10);
    const before = stream.weight;
    for (let n = 0; n < 200_000; n += 1) stream.add(`a${n % 900}`, BigInt(n % 900));

    expect(stream.weight).toBe(before);
  });

  it('weighs little for ids without end', () => {
    expect(identities('a', 200_000).weight).toBeLessThan(16_000);
  });
});

describe('StreamIdentityCache', () => {
  it('drops the streams used least recently once all together hold too many ids', () => {
    const cache = new StreamIdentityCache(14);
    cache.keep('a', identities('a', 4));
    cache.keep('b', identities('b', 4));
    cache.get('a');
    cache.keep('c', identities('c', 4));

    expect(cache.get('b')).toBeUndefined();
    expect(cache.get('a')?.last).toBe(3n);
    expect(cache.get('c')?.revisionOf('c2')).toBe(2n);
  });

  it('counts what a stream has grown by', () => {
    const cache = new StreamIdentityCache(12);
    const growing = identities('a', 2);
    cache.keep('a', growing);
    cache.keep('b', identities('b', 2));
    for (let revision = 2; revision < 9; revision += 1) {
      growing.add(`a${revision}`, BigInt(revision));
    }
    cache.keep('a', growing);

    expect(cache.get('b')).toBeUndefined();
    expect(cache.get('a')?.revisionOf('a8')).toBe(8n);
  });

  it('keeps the stream in use however long it is, and counts anew after it is forgotten', () => {
    const cache = new StreamIdentityCache(5);
    cache.keep('long', identities('x', 50));
    expect(cache.get('long')?.last).toBe(49n);

    cache.forget('long');
    cache.keep('a', identities('a', 2));
    cache.keep('b', identities('b', 1));
    expect(cache.get('a')?.last).toBe(1n);
  });

  it('keeps the others beside a very long stream, and it beside them', () => {
    const cache = new StreamIdentityCache(200_000);
    cache.keep('short', identities('s', 100));
    cache.keep('long', identities('x', 300_000));
    cache.keep('another', identities('y', 100));

    expect(cache.get('short')?.last).toBe(99n);
    expect(cache.get('long')?.last).toBe(299_999n);
  });

  it('counts streams of which it knows nothing but their end', () => {
    const cache = new StreamIdentityCache(2);
    for (const name of ['a', 'b', 'c']) cache.keep(name, new StreamIdentities(false));

    expect(cache.get('a')).toBeUndefined();
    expect(cache.get('c')).toBeDefined();
  });
});
