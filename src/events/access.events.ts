import { z } from 'zod';
import { roles } from '../kernel/principal.js';
import { defineEvent, type EventOf } from './event-definition.js';

/** Who it was, where that is known; address and program are in the metadata's actor. */
const caller = {
  keyId: z.string().max(200).optional(),
  name: z.string().max(100).optional(),
  role: z.enum(roles).optional(),
};

/** Like refusals of the same caller since the one recorded before, which were counted and not recorded one by one. */
const suppressed = z.int().positive().optional();

export const signInSucceeded = defineEvent({
  type: 'SignInSucceeded',
  version: 1,
  summary: 'Somebody signed in to the dashboard.',
  category: 'access',
  data: z.object({ keyId: z.string().min(1).max(200), name: z.string().max(100), role: z.enum(roles) }),
});

export const signInFailed = defineEvent({
  type: 'SignInFailed',
  version: 1,
  summary: 'Somebody tried to sign in and was refused.',
  category: 'access',
  data: z.object({
    ...caller,
    reason: z.enum(['unknown_key', 'revoked_key', 'malformed', 'too_many_attempts', 'cross_origin']),
    suppressed,
  }),
});

export const signedOut = defineEvent({
  type: 'SignedOut',
  version: 1,
  summary: 'Somebody signed out of the dashboard.',
  category: 'access',
  data: z.object({ keyId: z.string().min(1).max(200), name: z.string().max(100), role: z.enum(roles) }),
});

export const accessRefused = defineEvent({
  type: 'AccessRefused',
  version: 1,
  summary: 'A request was refused because of who asked.',
  category: 'access',
  data: z.object({
    ...caller,
    method: z.string().max(10),
    /** The route, else the path without its query. */
    path: z.string().max(500),
    /** What the route asks of its caller. */
    permission: z.string().max(50).optional(),
    reason: z.enum([
      'no_key',
      'unknown_key',
      'revoked_key',
      'false_session',
      'ended_session',
      'role',
      'signature',
      'cross_origin',
      'too_many_attempts',
      'no_rule',
    ]),
    suppressed,
  }),
});

export const accessEvents = [signInSucceeded, signInFailed, signedOut, accessRefused] as const;
export type AccessEvent = EventOf<(typeof accessEvents)[number]>;
