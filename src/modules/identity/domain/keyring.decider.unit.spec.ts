import { describe, expect, it } from 'vitest';
import type { ApiKeyEvent } from '../../../events/api-key.events.js';
import type { Role } from '../../../kernel/principal.js';
import { type KeyringCommand, keyringDecider, type NewKey } from './keyring.decider.js';

const key = (keyId: string, role: Role): NewKey => ({
  keyId,
  role,
  name: `name of ${keyId}`,
  hash: `hash-of-${keyId}`.padEnd(64, '0'),
  prefix: `orc_${role}_abc`,
});
const created = (keyId: string, role: Role): ApiKeyEvent => ({ type: 'ApiKeyCreated', data: key(keyId, role) });
const revoked = (keyId: string, role: Role): ApiKeyEvent => ({
  type: 'ApiKeyRevoked',
  data: { keyId, role, name: `name of ${keyId}` },
});

function decide(history: readonly ApiKeyEvent[], command: KeyringCommand) {
  return keyringDecider.decide(command, history.reduce(keyringDecider.evolve, keyringDecider.initial));
}

describe('given an empty ring', () => {
  it('creates keys of any role', () => {
    expect(decide([], { type: 'create', key: key('a', 'viewer') })).toEqual([created('a', 'viewer')]);
  });

  it('makes the first admin key', () => {
    expect(decide([], { type: 'ensureAdmin', key: key('a', 'admin') })).toEqual([created('a', 'admin')]);
  });

  it('does not know the key to revoke', () => {
    expect(() => decide([], { type: 'revoke', keyId: 'a' })).toThrow(
      expect.objectContaining({ code: 'API_KEY_UNKNOWN', fault: 'not_found' }),
    );
  });
});

describe('given keys of several roles', () => {
  const history = [created('a', 'admin'), created('v', 'viewer')];

  it('needs no first admin key', () => {
    expect(decide(history, { type: 'ensureAdmin', key: key('b', 'admin') })).toEqual([]);
  });

  it('needs one when there are only others', () => {
    expect(decide([created('v', 'viewer')], { type: 'ensureAdmin', key: key('b', 'admin') })).toHaveLength(1);
  });

  it('revokes a key, with the reason', () => {
    expect(decide(history, { type: 'revoke', keyId: 'v', reason: 'leaked' })).toEqual([
      { type: 'ApiKeyRevoked', data: { keyId: 'v', name: 'name of v', role: 'viewer', reason: 'leaked' } },
    ]);
  });

  it('changes nothing when the key is revoked already', () => {
    expect(decide([...history, revoked('v', 'viewer')], { type: 'revoke', keyId: 'v' })).toEqual([]);
  });

  it('keeps the last active admin key', () => {
    const last = { type: 'revoke', keyId: 'a' } as const;
    const refusal = expect.objectContaining({ code: 'LAST_ADMIN_KEY', fault: 'conflict' });
    expect(() => decide(history, last)).toThrow(refusal);
    expect(() => decide([...history, created('b', 'admin'), revoked('b', 'admin')], last)).toThrow(refusal);
    expect(decide([...history, created('b', 'admin')], last)).toEqual([revoked('a', 'admin')]);
  });
});

describe('given a key that its owner chose', () => {
  const adopt: KeyringCommand = { type: 'adopt', key: { ...key('again', 'admin'), hash: key('a', 'admin').hash } };

  it('takes it in beside others', () => {
    expect(decide([created('x', 'admin')], adopt)).toHaveLength(1);
  });

  it('knows it again', () => {
    expect(decide([created('a', 'admin')], adopt)).toEqual([]);
  });

  it('does not bring it back once revoked', () => {
    expect(decide([created('a', 'admin'), created('b', 'admin'), revoked('a', 'admin')], adopt)).toEqual([]);
  });
});
