import { z } from 'zod';
import { DomainError } from '../../kernel/domain-error.js';

/**
 * Every list: the page, where the next one starts (null at the end) and how many there are in all. A long list is
 * counted with its first page only; the cursor carries that total to the next ones.
 */
export interface Paged<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** Query parameters that every list takes. */
export const pagingQuery = {
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('Items on a page, 1 to 500.'),
  cursor: z.string().max(1_000).optional().describe('`nextCursor` of the page before.'),
};

/** The schema of a page, for OpenAPI. */
export const pagedSchema = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int().nonnegative() });

/** Opaque text for the sort key of the last row of a page, and whatever else the next page has to know. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** What a cursor of ours was made from, in so many parts; throws CURSOR_INVALID otherwise. */
export function decodeCursor(cursor: string, parts: number): readonly (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(key) &&
      key.length === parts &&
      key.every((p) => typeof p === 'string' || typeof p === 'number')
    ) {
      return key as (string | number)[];
    }
  } catch {
    // Not ours: answered below like every other false cursor.
  }
  throw new DomainError('CURSOR_INVALID', 'cursor: not one that this list answered; start again without it', {
    fault: 'invalid',
    fields: [{ field: 'cursor', message: 'not a cursor of this list' }],
  });
}

/** Cuts the probe row (the query asks for `limit + 1`) and names the next page's start. */
export function toPage<Row, T>(
  rows: readonly Row[],
  limit: number,
  total: number,
  keyOf: (row: Row) => readonly (string | number)[],
  present: (row: Row) => T,
): Paged<T> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => present(row)),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
    total,
  };
}
