import { describe, expect, it } from 'vitest';
import { stableHash } from './stable-hash.js';

describe('a stable hash', () => {
  it('is MurmurHash3 x86 128', () => {
    expect(stableHash('')).toBe('0'.repeat(32));
    expect(stableHash('The quick brown fox jumps over the lazy dog')).toBe('2f1583c3ecee2c675d7bf66ce5e91d2c');
  });

  it('differs for texts that are nearly the same', () => {
    const texts = Array.from({ length: 10_000 }, (_, n) => `agent-${n}`);
    expect(new Set(texts.map((text) => stableHash(text).slice(0, 16))).size).toBe(texts.length);
    expect(stableHash('agent-1')).not.toBe(stableHash('agent-1\u0000'));
  });
});
