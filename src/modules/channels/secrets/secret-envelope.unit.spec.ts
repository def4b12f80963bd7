import { describe, expect, it } from 'vitest';
import { masterKey, openEnvelope, rewrapEnvelope, sealEnvelope } from './secret-envelope.js';

const one = masterKey(Buffer.alloc(32, 1));
const other = masterKey(Buffer.alloc(32, 2));

describe('a secret in its envelope', () => {
  it('opens with its key at its place only', () => {
    const envelope = sealEnvelope('hunter2 ✓', 'channel/url/1', one);
    expect(openEnvelope(envelope, 'channel/url/1', one)).toBe('hunter2 ✓');
    expect(() => openEnvelope(envelope, 'channel/url/2', one)).toThrow(/authenticate/);
    expect(() => openEnvelope(envelope, 'channel/url/1', other)).toThrow(/authenticate/);
    const { sealed, ...rest } = envelope;
    sealed[sealed.length - 1]! ^= 1;
    expect(() => openEnvelope({ ...rest, sealed }, 'channel/url/1', one)).toThrow(/authenticate/);
  });

  it('never looks the same twice, and shows nothing', () => {
    const [a, b] = [sealEnvelope('hunter2', 'p', one), sealEnvelope('hunter2', 'p', one)];
    expect(a.sealed.equals(b.sealed)).toBe(false);
    expect(a.wrappedKey.equals(b.wrappedKey)).toBe(false);
    expect(a.sealed.toString('latin1')).not.toContain('hunter2');
    expect(a.keyId).toBe(one.id);
    expect(one.id).not.toContain('01');
  });

  it('moves to another master key', () => {
    const moved = rewrapEnvelope(sealEnvelope('hunter2', 'p', one), 'p', one, other);
    expect(moved.keyId).toBe(other.id);
    expect(openEnvelope(moved, 'p', other)).toBe('hunter2');
    expect(() => openEnvelope(moved, 'p', one)).toThrow(/authenticate/);
  });
});
