import '@fastify/cookie';
import type { FastifyRequest } from 'fastify';

export const SESSION_COOKIE = 'orchestrate_session';

export type Credentials =
  { readonly kind: 'key'; readonly secret: string } | { readonly kind: 'session'; readonly token: string };

type CredentialRequest = Pick<FastifyRequest, 'headers' | 'cookies' | 'url'>;

/**
 * What the caller shows: a key before a cookie, since a program states a key on purpose and a browser adds the cookie
 * by itself. Another scheme than Bearer is not ours (a proxy's own, perhaps) and counts as nothing; but Prometheus' own
 * programs know no header, only `https://anybody:<key>@host`, so that its API takes a key as the password too.
 */
export function credentialsOf({ headers, cookies, url }: CredentialRequest): Credentials | undefined {
  const bearer = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return { kind: 'key', secret: bearer };
  const password = url.startsWith('/api/v1/') ? basicPassword(headers.authorization) : undefined;
  if (password !== undefined) return { kind: 'key', secret: password };
  const header = headers['x-api-key'];
  const secret = Array.isArray(header) ? header[0] : header;
  if (secret !== undefined && secret !== '') return { kind: 'key', secret };
  const token = cookies?.[SESSION_COOKIE];
  return token === undefined || token === '' ? undefined : { kind: 'session', token };
}

function basicPassword(authorization: string | undefined): string | undefined {
  const encoded = /^basic +([A-Za-z0-9+/=]+) *$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [, ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return password.length === 0 || password[0] === '' ? undefined : password.join(':');
}
