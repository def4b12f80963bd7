import type { AccessEvent } from '../../../events/access.events.js';
import type { ApiKeyEvent } from '../../../events/api-key.events.js';
import type { AuditMappings } from '../audit-mapping.js';

/** Who signs in is whoever holds a key; without one that is known, nobody can be named. */
const userOf = (keyId: string | undefined) => `user:${keyId ?? 'unknown'}`;

export const accessMappings: AuditMappings<AccessEvent | ApiKeyEvent> = {
  SignInSucceeded: {
    actions: ['user.login'],
    entry: ({ keyId }) => ({ action: 'user.login', resource: userOf(keyId) }),
  },
  SignInFailed: {
    actions: ['user.login_failed'],
    entry: ({ keyId }) => ({ action: 'user.login_failed', resource: userOf(keyId), outcome: 'denied' }),
  },
  SignedOut: {
    actions: ['user.logout'],
    entry: ({ keyId }) => ({ action: 'user.logout', resource: userOf(keyId) }),
  },
  AccessRefused: {
    actions: ['access.refused'],
    entry: ({ method, path }) => ({
      action: 'access.refused',
      resource: `route:${method} ${path}`,
      outcome: 'denied',
    }),
  },
  ApiKeyCreated: {
    actions: ['apikey.created'],
    entry: ({ keyId }) => ({ action: 'apikey.created', resource: `apikey:${keyId}` }),
    withheld: ['hash'],
  },
  ApiKeyRevoked: {
    actions: ['apikey.revoked'],
    entry: ({ keyId }) => ({ action: 'apikey.revoked', resource: `apikey:${keyId}` }),
  },
};
