import { BlockList, isIP } from 'node:net';
import { addressForms } from './address-forms.js';

/** Networks, by their CIDRs. */
export class Networks {
  private readonly list = new BlockList();

  constructor(cidrs: readonly string[]) {
    for (const cidr of cidrs) {
      const [address = '', bits = ''] = cidr.split('/');
      this.list.addSubnet(address, Number(bits), familyOf(address));
    }
  }

  /** Whether the address, in one of its forms, is in one of them. False for text that is no address. */
  includes(address: string): boolean {
    return (addressForms(address) ?? []).some((form) => this.includesForm(form));
  }

  /** The same for one form, as `addressForms` gives it. */
  includesForm(form: string): boolean {
    return this.list.check(form, familyOf(form));
  }
}

const familyOf = (address: string) => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

export const linkLocal = new Networks(['169.254.0.0/16', 'fe80::/10']);
export const loopback = new Networks(['127.0.0.0/8', '::1/128']);
/** Addresses that mean this machine where a connection is made to them. */
export const unspecified = new Networks(['0.0.0.0/8', '::/128']);

/** What is not meant to be reached from here, each kind by the name that people know it by. */
export const blockedNetworks: readonly (readonly [string, Networks])[] = [
  ['a loopback address', loopback],
  ['an unspecified address', unspecified],
  ['a link-local address', linkLocal],
  ['a private address', new Networks(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fec0::/10'])],
  ['an address of a carrier or provider', new Networks(['100.64.0.0/10', '192.0.0.0/24', '198.18.0.0/15'])],
  [
    'an address for documentation',
    new Networks(['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20']),
  ],
  ['a multicast or broadcast address', new Networks(['224.0.0.0/4', 'ff00::/8'])],
  [
    'an address that leads to another one',
    new Networks(['192.88.99.0/24', '::/96', '64:ff9b::/96', '64:ff9b:1::/48', '2001::/32', '2002::/16', '5f00::/16']),
  ],
  ['a reserved address', new Networks(['240.0.0.0/4', '100::/64', '2001:2::/48', '2001:10::/28', '2001:20::/28'])],
];
