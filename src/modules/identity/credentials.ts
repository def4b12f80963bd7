import '@fastify/cookie';
import type { FastifyRequest } from 'fastify';

export const SESSION_COOKIE = 'orchestrate_session';

export type Credentials =
  { readonly kind: 'key'; readonly secret: string } | { readonly kind: 'session'; readonly token: string };

type CredentialRequest = Pick<FastifyRequest, 'headers' | 'cookies'>;

/**
 * What the caller shows: a key before a cookie, since a program states a key on purpose and a browser adds the cookie
 * by itself. Another scheme than Bearer is not ours (a proxy's own, perhaps) and counts as nothing.
 */
export function credentialsOf({ headers, cookies }: CredentialRequest): Credentials | undefined {
  const bearer = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return { kind: 'key', secret: bearer };
  const header = headers['x-api-key'];
  const secret = Array.isArray(header) ? header[0] : header;
  if (secret !== undefined && secret !== '') return { kind: 'key', secret };
  const token = cookies?.[SESSION_COOKIE];
  return token === undefined || token === '' ? undefined : { kind: 'session', token };
}
