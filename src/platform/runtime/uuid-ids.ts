import { v5, v7 } from 'uuid';
import type { Ids } from '../../kernel/ids.js';

/** Time-ordered UUIDs: index-friendly, and sortable by creation. */
export const uuidIds: Ids = { next: () => v7() };

/** Root of all names that this service derives ids from; never changes. */
const namespace = '8f5c3c0e-6a1d-4f0b-9a53-0c0f5e1d7a42';

/**
 * The same id for the same parts, on every machine and for ever (UUIDv5, RFC 9562).
 * Parts are joined with a byte that cannot occur in them, so `('a', 'bc')` and `('ab', 'c')` differ.
 */
export function derivedId(...parts: readonly string[]): string {
  return v5(parts.join('\u0000'), namespace);
}
