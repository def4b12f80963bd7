import { lookup as systemLookup } from 'node:dns/promises';
import type { LookupAddress, LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { OutboundRefused } from './outbound-failure.js';
import type { OutboundPolicy } from './outbound-policy.js';

/** All addresses of a name. */
export type Resolver = (host: string, options: LookupOptions) => Promise<readonly LookupAddress[]>;

export const systemResolver: Resolver = (host, { family = 0, hints = 0 }) =>
  systemLookup(host, { family, hints, all: true, verbatim: true });

/**
 * A `lookup` for sockets: the addresses that it gives are those that are connected to, so that a name cannot stand for
 * a harmless one when it is checked and for another afterwards. One address that is refused refuses the name.
 */
export function guardedLookup(policy: OutboundPolicy, resolve: Resolver): LookupFunction {
  const judged = callbackify(async (host: string, options: LookupOptions) => {
    const addresses = await resolve(host, options);
    for (const { address } of addresses) {
      const problem = policy.problemOfAddress(address);
      if (problem !== undefined) throw new OutboundRefused(`stands for ${problem.replace(/^is /, '')}`);
    }
    return addresses;
  });
  return (host, options, callback) =>
    judged(host, options, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error) callback(error, '', 0);
      else if (!first) callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0);
      else if (options.all) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
}
