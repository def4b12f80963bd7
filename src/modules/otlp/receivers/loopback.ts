import { BlockList, isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Principal } from '../../../kernel/principal.js';
import { isOtlpPath } from './otlp-paths.js';

/** What of the configuration decides about them. */
export interface LoopbackSettings {
  readonly otlpAnonymousLoopback: boolean;
}

/** Whom programs of this machine report as when they show no key. */
const otlpLoopback: Principal = { keyId: 'otlp-loopback', name: 'otlp-loopback', role: 'reporter', via: 'api_key' };

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');
loopback.addAddress('::1', 'ipv6');

/** Headers of those who speak for somebody else: a proxy for its clients, a browser for a page. */
const ofOthers = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via', 'origin', 'sec-fetch-site'];

/**
 * Who a request without a key may be taken for: by the address of its socket, which nobody can claim, and only when the
 * program on the other end speaks for itself.
 */
export function loopbackCaller(
  address: string | undefined,
  headers: Readonly<Record<string, unknown>>,
): Principal | undefined {
  const family = isIP(address ?? '');
  if (family === 0 || !loopback.check(address!, family === 4 ? 'ipv4' : 'ipv6')) return undefined;
  return ofOthers.some((name) => headers[name] !== undefined) ? undefined : otlpLoopback;
}

/** Lets programs of this machine use the OTLP routes without a key. To be called before access is. */
export function takeLoopbackWithoutKey(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const caller = isOtlpPath(request.url) ? loopbackCaller(request.socket.remoteAddress, request.headers) : undefined;
    if (caller) request.withoutKey = caller;
    done();
  });
}
