import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/domain-error.js';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

type OriginRequest = Pick<FastifyRequest, 'method' | 'headers' | 'host'>;

/**
 * A browser adds the session cookie by itself, so a state-changing request must also show that one of our own pages
 * sent it: by Sec-Fetch-Site, which scripts cannot set, or (browsers leave it out over plain http) by Origin. A
 * request that shows neither is refused: programs send a key, not a cookie.
 */
export function assertSameOrigin(request: OriginRequest, allowedOrigins: readonly string[]): void {
  if (safeMethods.has(request.method)) return;
  const { origin } = request.headers;
  if (origin !== undefined && allowedOrigins.includes(origin)) return;
  const site = request.headers['sec-fetch-site'];
  const own = site === undefined ? origin !== undefined && hostOf(origin) === request.host : site === 'same-origin';
  if (own) return;
  throw new DomainError(
    'CROSS_ORIGIN_REFUSED',
    'a session may change things only from the dashboard itself; programs send an API key',
    { fault: 'forbidden' },
  );
}

/** Refuses a sign-in that another site's page sends, which would sign its visitor in under a foreign key. */
export function assertNotCrossSite(request: OriginRequest, allowedOrigins: readonly string[]): void {
  if (request.headers.origin === undefined && request.headers['sec-fetch-site'] === undefined) return;
  assertSameOrigin(request, allowedOrigins);
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
