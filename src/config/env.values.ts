import { isIP } from 'node:net';
import { z } from 'zod';

/** Parts of the service that one process may play. */
export const ROLES = ['api', 'projections', 'worker'] as const;
export type Role = (typeof ROLES)[number];

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * A rule over text: `read` answers the value, or throws a Problem that says what is wrong and what would be right.
 * Problems of secrets must not quote the text, so only the rules for plain values do.
 */
class Problem extends Error {}

function rule<T>(read: (text: string) => T) {
  return z.string().transform((text, context): T => {
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });
}

function items(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

const quote = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** A TCP port; 0 asks the system for a free one. */
export function port() {
  return rule((text) => {
    const number = portOf(text);
    if (number === undefined) throw new Problem(`${quote(text)} is not a port; give a whole number from 0 to 65535`);
    return number;
  });
}

/** A TCP port as above, or `off` for none. */
export function portOrOff() {
  return rule((text): number | 'off' => {
    if (text.toLowerCase() === 'off') return 'off';
    const number = portOf(text);
    if (number === undefined) {
      throw new Problem(`${quote(text)} is not a port; give a whole number from 0 to 65535, or off`);
    }
    return number;
  });
}

function portOf(text: string): number | undefined {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return number <= 65_535 ? number : undefined;
}

/** An address or host name to listen on, without scheme or port. */
export function hostName() {
  return rule((text) => {
    if (isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text)) return text;
    throw new Problem(`${quote(text)} is not a host; give an address such as 127.0.0.1, without scheme and port`);
  });
}

/** A path, kept as written. */
export function path() {
  return rule((text) => {
    if (text.includes('\0')) throw new Problem('contains a NUL character; give a path');
    return text;
  });
}

/** A whole number between two others. */
export function wholeNumber({ min, max }: { readonly min: number; readonly max: number }) {
  return rule((text) => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new Problem(`${quote(text)} is out of range; give a whole number from ${min} to ${max}`);
  });
}

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[]) {
  return rule((text) => {
    const word = words.find((candidate) => candidate === text.toLowerCase());
    if (word === undefined) throw new Problem(`${quote(text)} is not known; choose one of ${words.join(', ')}`);
    return word;
  });
}

/** Distinct roles, at least one, in their canonical order. */
export function roleList() {
  return rule((text): readonly Role[] => {
    const wanted = items(text);
    const unknown = wanted.filter((item) => !(ROLES as readonly string[]).includes(item));
    if (unknown.length > 0) {
      throw new Problem(`${unknown.map(quote).join(', ')} is no role; choose from ${ROLES.join(', ')}`);
    }
    if (wanted.length === 0) throw new Problem(`names no role; choose from ${ROLES.join(', ')}`);
    return ROLES.filter((role) => wanted.includes(role));
  });
}

/** `15s`, `500ms`, `2m` as milliseconds, within bounds. */
export function durationMs(bounds: { readonly min: string; readonly max: string }) {
  const hint = `give a number and a unit (ms, s, m, h), from ${bounds.min} to ${bounds.max}`;
  return rule((text) => {
    const ms = readDuration(text);
    if (ms === undefined) throw new Problem(`${quote(text)} is not a duration; ${hint}`);
    if (ms < readDuration(bounds.min)! || ms > readDuration(bounds.max)!) {
      throw new Problem(`${quote(text)} is out of range; ${hint}`);
    }
    return ms;
  });
}

function readDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text);
  return match === null ? undefined : Math.round(Number(match[1]) * UNIT_MS[match[2]!]!);
}

/** An http(s) address that other addresses are built on: no query, no trailing slash, no password in it. */
export function httpUrl() {
  return rule((text) => {
    const hint = 'give an address such as http://host:1234';
    if (!URL.canParse(text)) throw new Problem(`is not a web address; ${hint}`);
    const url = new URL(text);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Problem(`is not http or https; ${hint}`);
    if (url.username !== '' || url.password !== '') {
      throw new Problem('carries a user name or password, which would end up in logs; remove it from the address');
    }
    if (url.search !== '' || url.hash !== '') throw new Problem(`has a query or fragment; ${hint}`);
    return url.href.replace(/\/+$/, '');
  });
}

/** Connection string of a store. May hold a password, so its text is never quoted. */
export function storeUrl(schemes: readonly string[], example: string) {
  return rule((text) => {
    const scheme = /^([a-z][a-z0-9+.-]*):\/\/\S+$/i.exec(text)?.[1]?.toLowerCase();
    if (scheme === undefined) throw new Problem(`is not a connection string; write it like ${example}`);
    if (!schemes.includes(scheme)) {
      throw new Problem(`begins with "${scheme}://", not with ${schemes.map((s) => `${s}://`).join(' or ')}`);
    }
    return text;
  });
}

/** Secret text without white space. */
export function secretText(minLength: number) {
  return rule((text) => {
    if (/\s/.test(text)) throw new Problem('contains white space; remove it');
    if (text.length < minLength) throw new Problem(`is shorter than ${minLength} characters; take a longer one`);
    return text;
  });
}

/** A key of 256 bits, as base64 or hex; answered as hex. */
export function key256() {
  return rule((text) => {
    const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
    if (bytes.length === 32) return bytes.toString('hex');
    throw new Problem('is not 32 bytes in base64 or hex; make one with `openssl rand -base64 32`');
  });
}

/** Browser origins: scheme, host and port, nothing else. */
export function originList() {
  return rule((text): readonly string[] =>
    items(text).map((item) => {
      const origin = URL.canParse(item) ? new URL(item).origin : 'null';
      if (origin === 'null' || origin !== item.replace(/\/$/, '').toLowerCase()) {
        throw new Problem(`${quote(item)} is not an origin; write it like https://host:1234, without a path`);
      }
      return origin;
    }),
  );
}

/** Networks such as 10.0.0.0/8; a bare address stands for itself. */
export function cidrList() {
  return rule((text): readonly string[] => items(text).map(readCidr));
}

/** `true`, `false`, or the proxies' networks. */
export function trustProxy() {
  return rule((text): boolean | readonly string[] => {
    const word = text.toLowerCase();
    if (word === 'true' || word === 'false') return word === 'true';
    return items(text).map(readCidr);
  });
}

function readCidr(item: string): string {
  const [address = '', prefix, ...rest] = item.split('/');
  const family = isIP(address);
  const bits = prefix === undefined || /^\d{1,3}$/.test(prefix) ? Number(prefix ?? 0) : Number.NaN;
  if (family === 0 || rest.length > 0 || !(bits <= (family === 4 ? 32 : 128))) {
    throw new Problem(`${quote(item)} is not a network; write it like 10.0.0.0/8`);
  }
  return prefix === undefined ? `${address}/${family === 4 ? 32 : 128}` : item;
}
