import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '../../kernel/principal.js';

/** Longest text that is looked at as a key; ours have at most 56 characters. */
export const MAX_SECRET_LENGTH = 512;

const SECRET_BYTES = 32;
/** Characters of the random part that may be shown, to tell keys apart: 36 of 256 bits. */
const SHOWN_CHARACTERS = 6;

const generated = /^orc_(admin|operator|viewer|reporter)_[A-Za-z0-9_-]{43}$/;

/**
 * A new key: 256 random bits behind a prefix by which secret scanners and people recognise it. The role in it is a
 * help to the reader; what counts is the role that was recorded with its hash.
 */
export function newApiKeySecret(role: Role): string {
  return `orc_${role}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
}

/** True for a text that only a source of randomness can have made: it cannot be guessed. */
export function isGeneratedSecret(secret: string): boolean {
  return generated.test(secret);
}

/**
 * What is stored of a key: SHA-256, hex. A slow, salted hash protects secrets that people choose, because those can
 * be tried one by one. 256 random bits cannot, at any speed, so a plain hash loses nothing, and it makes the look-up
 * one access by hash. A key given by ORCHESTRATE_ADMIN_KEY is as strong as its owner made it.
 */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex');
}

/** The beginning of a generated key, which may be shown. Nothing of a given one: it may be short. */
export function shownPrefixOf(secret: string): string {
  if (!isGeneratedSecret(secret)) return 'given';
  return secret.slice(0, secret.indexOf('_', 'orc_'.length) + 1 + SHOWN_CHARACTERS);
}
