import type { ApiKeyEvent } from '../../../events/api-key.events.js';
import { streams } from '../../../events/streams.js';
import type { Decider } from '../../../kernel/decider.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { exhaustive } from '../../../kernel/exhaustive.js';
import type { Role } from '../../../kernel/principal.js';

/**
 * All keys live on one stream, because what must hold is about all of them: there is always an admin key, and only
 * one first one. The append at the expected revision makes it hold between replicas too.
 */
export const keyringStream = streams.apiKey('keyring');

export interface NewKey {
  readonly keyId: string;
  readonly name: string;
  readonly role: Role;
  readonly hash: string;
  readonly prefix: string;
}

export type KeyringCommand =
  | { readonly type: 'create'; readonly key: NewKey }
  /** Makes the key unless there is an admin key already. */
  | { readonly type: 'ensureAdmin'; readonly key: NewKey }
  /** Takes in a key that its owner chose, unless it is or was in the ring: a revoked one does not come back. */
  | { readonly type: 'adopt'; readonly key: NewKey }
  | { readonly type: 'revoke'; readonly keyId: string; readonly reason?: string };

interface KnownKey {
  readonly name: string;
  readonly role: Role;
  readonly hash: string;
  readonly status: 'active' | 'revoked';
}

export interface Keyring {
  readonly keys: ReadonlyMap<string, KnownKey>;
}

function decide(command: KeyringCommand, { keys }: Keyring): readonly ApiKeyEvent[] {
  switch (command.type) {
    case 'create':
      return [created(command.key)];
    case 'ensureAdmin':
      return activeAdmins(keys) > 0 ? [] : [created(command.key)];
    case 'adopt':
      return [...keys.values()].some(({ hash }) => hash === command.key.hash) ? [] : [created(command.key)];
    case 'revoke':
      return revoke(command.keyId, command.reason, keys);
    default:
      return exhaustive(command);
  }
}

function revoke(keyId: string, reason: string | undefined, keys: Keyring['keys']): readonly ApiKeyEvent[] {
  const key = keys.get(keyId);
  if (!key) throw new DomainError('API_KEY_UNKNOWN', `there is no API key ${keyId}`, { fault: 'not_found' });
  if (key.status === 'revoked') return [];
  if (key.role === 'admin' && activeAdmins(keys) === 1) {
    throw new DomainError(
      'LAST_ADMIN_KEY',
      'this is the last admin key: nobody could make keys any more; make another admin key first',
      { fault: 'conflict' },
    );
  }
  return [
    {
      type: 'ApiKeyRevoked',
      data: { keyId, name: key.name, role: key.role, ...(reason === undefined ? {} : { reason }) },
    },
  ];
}

function evolve(state: Keyring, event: ApiKeyEvent): Keyring {
  switch (event.type) {
    case 'ApiKeyCreated': {
      const { keyId, name, role, hash } = event.data;
      return { keys: new Map(state.keys).set(keyId, { name, role, hash, status: 'active' }) };
    }
    case 'ApiKeyRevoked': {
      const key = state.keys.get(event.data.keyId);
      return key ? { keys: new Map(state.keys).set(event.data.keyId, { ...key, status: 'revoked' }) } : state;
    }
    default:
      // An event that a newer version appended changes nothing that this one knows of.
      return state;
  }
}

const created = ({ keyId, name, role, hash, prefix }: NewKey): ApiKeyEvent => ({
  type: 'ApiKeyCreated',
  data: { keyId, name, role, hash, prefix },
});

const activeAdmins = (keys: Keyring['keys']) =>
  [...keys.values()].filter(({ role, status }) => role === 'admin' && status === 'active').length;

export const keyringDecider: Decider<Keyring, KeyringCommand, ApiKeyEvent> = {
  initial: { keys: new Map() },
  decide,
  evolve,
};
