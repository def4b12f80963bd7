import { describe, expect, it } from 'vitest';
import { roles } from '../../kernel/principal.js';
import { hashOfSecret, isGeneratedSecret, newApiKeySecret, shownPrefixOf } from './api-key-secret.js';

describe('a generated key', () => {
  it.each(roles)('names the role %s and carries 256 bits', (role) => {
    const secret = newApiKeySecret(role);
    expect(secret).toMatch(new RegExp(`^orc_${role}_[A-Za-z0-9_-]{43}$`));
    expect(Buffer.from(secret.slice(`orc_${role}_`.length), 'base64url')).toHaveLength(32);
    expect(isGeneratedSecret(secret)).toBe(true);
  });

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => newApiKeySecret('viewer'))).size).toBe(1_000);
  });

  it('shows its prefix, its role and six characters', () => {
    expect(shownPrefixOf(`orc_admin_${'_'.repeat(2)}abcd${'x'.repeat(37)}`)).toBe('orc_admin___abcd');
  });
});

describe('a given key', () => {
  it('is told from a generated one, and shows nothing', () => {
    for (const secret of ['correct horse battery', 'orc_admin_short', `orc_root_${'a'.repeat(43)}`]) {
      expect(isGeneratedSecret(secret)).toBe(false);
      expect(shownPrefixOf(secret)).toBe('given');
    }
  });
});

describe('the stored hash', () => {
  it('is SHA-256 of the whole key', () => {
    expect(hashOfSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
