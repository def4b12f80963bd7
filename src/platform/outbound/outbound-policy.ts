import { isIP } from 'node:net';
import { addressForms } from './address-forms.js';
import { blockedNetworks, Networks } from './networks.js';

const WAY_OUT = 'ORCHESTRATE_OUTBOUND_ALLOW names the networks that may be reached';

/** Names that mean this machine wherever they are asked for. */
const OWN_NAMES = /^(?:.+\.)?localhost\.?$/i;

/** Which addresses may be sent to, where users say where to: the public ones, and the networks that the operator allows. */
export class OutboundPolicy {
  private readonly allowed: Networks;

  constructor(allow: readonly string[]) {
    this.allowed = new Networks(allow);
  }

  /** What speaks against this address; undefined: nothing. Every form of it must be allowed. */
  problemOfAddress(address: string): string | undefined {
    const forms = addressForms(address);
    if (!forms) return 'is not an address';
    for (const form of forms) {
      if (this.allowed.includesForm(form)) continue;
      const found = blockedNetworks.find(([, networks]) => networks.includesForm(form));
      if (found) return `is ${found[0]}; ${WAY_OUT}`;
    }
    return undefined;
  }

  /** The same for a host that may be a name: what a name stands for is judged when a connection is made. */
  problemOfHost(host: string): string | undefined {
    const bare = host.replace(/^\[(.*)\]$/, '$1');
    if (isIP(bare.split('%')[0]!) !== 0) return this.problemOfAddress(bare);
    return OWN_NAMES.test(bare) ? this.problemOfAddress('127.0.0.1') : undefined;
  }

  /** What speaks against this web address. Never says the address, which may hold a secret. */
  problemOfUrl(text: string): string | undefined {
    if (!URL.canParse(text)) return 'is not a web address; write it like https://host/path';
    const url = new URL(text);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https:// or http://';
    if (url.username !== '' || url.password !== '') {
      return 'must not have a user name or password in it; there are settings of their own for those';
    }
    return this.problemOfHost(url.hostname);
  }
}
