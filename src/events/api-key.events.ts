import { z } from 'zod';
import { roles } from '../kernel/principal.js';
import { defineEvent, type EventOf } from './event-definition.js';

const keyId = z.string().min(1).max(200);

export const apiKeyCreated = defineEvent({
  type: 'ApiKeyCreated',
  version: 1,
  summary: 'An API key was issued. The key itself was shown once and is stored nowhere.',
  category: 'apiKey',
  data: z.object({
    keyId,
    name: z.string().min(1).max(100),
    role: z.enum(roles),
    /** Digest by which a presented key is recognised. */
    hash: z.string().min(32).max(200),
    /** The first characters, for people to tell keys apart. */
    prefix: z.string().min(1).max(40),
  }),
});

export const apiKeyRevoked = defineEvent({
  type: 'ApiKeyRevoked',
  version: 1,
  summary: 'An API key was withdrawn and opens nothing any more.',
  category: 'apiKey',
  data: z.object({
    keyId,
    name: z.string().max(100),
    role: z.enum(roles),
    reason: z.string().max(2_000).optional(),
  }),
});

export const apiKeyEvents = [apiKeyCreated, apiKeyRevoked] as const;
export type ApiKeyEvent = EventOf<typeof apiKeyCreated> | EventOf<typeof apiKeyRevoked>;
