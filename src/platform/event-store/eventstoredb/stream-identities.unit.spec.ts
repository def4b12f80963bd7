import { describe, expect, it } from 'vitest';

import { StreamIdentities, StreamIdentityCache } from './stream-identities.js';

function identities(prefix: string, count: number): StreamIdentities {
  const stream = new StreamIdentities();
  for (let revision = 0; revision < count; revision += 1) {
    stream.add(`${prefix}${revision}`, BigInt(revision));
  }
  return stream;
}

describe('StreamIdentityCache', () => {
  it('drops the streams used least recently once all together hold too many ids', () => {
    const cache = new StreamIdentityCache(10);
    cache.keep('a', identities('a', 4), 0);
    cache.keep('b', identities('b', 4), 0);
    cache.get('a');
    cache.keep('c', identities('c', 4), 0);

    expect(cache.get('b')).toBeUndefined();
    expect(cache.get('a')?.last).toBe(3n);
    expect(cache.get('c')?.revisionOf('c2')).toBe(2n);
  });

  it('counts what a stream has grown by', () => {
    const cache = new StreamIdentityCache(10);
    const growing = identities('a', 2);
    cache.keep('a', growing, 0);
    cache.keep('b', identities('b', 2), 0);
    for (let revision = 2; revision < 9; revision += 1) {
      growing.add(`a${revision}`, BigInt(revision));
    }
    cache.keep('a', growing, 2);

    expect(cache.get('b')).toBeUndefined();
    expect(cache.get('a')?.size).toBe(9);
  });

  it('keeps the stream in use however long it is, and counts anew after it is forgotten', () => {
    const cache = new StreamIdentityCache(3);
    cache.keep('long', identities('x', 50), 0);
    expect(cache.get('long')?.size).toBe(50);

    cache.forget('long');
    cache.keep('a', identities('a', 2), 0);
    cache.keep('b', identities('b', 1), 0);
    expect(cache.get('a')?.size).toBe(2);
  });
});
