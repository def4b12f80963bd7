/** A row that its table cannot hold, found before the database had to say so. */
export class RowRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RowRefused';
  }
}

/**
 * What a failed write says.
 * - `data`: these rows cannot be stored; some event made them so.
 * - `broken`: the tables are not what the projection expects; no event is to blame and trying again will not help.
 * - `away`: the database, or the way to it, is disturbed; the same write may succeed later.
 */
export type DatabaseFault = 'data' | 'broken' | 'away';

// SQLSTATE classes: 22 data exception, 23 integrity constraint, 54 program limit (an index row too large);
// 42 syntax error or access rule (a missing table, a wrong column, no privilege), 0A feature not supported.
const dataClasses = new Set(['22', '23', '54']);
const brokenClasses = new Set(['42', '0A']);

export function databaseFault(error: unknown): DatabaseFault {
  if (error instanceof RowRefused) return 'data';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return 'away';
  if (dataClasses.has(code.slice(0, 2))) return 'data';
  return brokenClasses.has(code.slice(0, 2)) ? 'broken' : 'away';
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
