import type { Projection } from './projection.js';
import { shapeOf } from './table-ddl.js';

/** Which code made tables, or would make them. */
export interface CodeIdentity {
  readonly version: number;
  /** Digest of the table descriptions. */
  readonly shape: string;
}

export function codeOf(projection: Projection): CodeIdentity {
  return { version: projection.version, shape: shapeOf(projection) };
}

export function isSameCode(one: CodeIdentity, other: CodeIdentity): boolean {
  return one.version === other.version && one.shape === other.shape;
}

/**
 * Whether tables that `made` stands for are to give way to those of `code`. Only forwards: a replica of an earlier
 * release that starts again leaves the tables of a later one alone. Other tables under the same version count as
 * earlier ones: nobody can tell, and who starts last is likely to be right.
 */
export function lagsBehind(made: CodeIdentity, code: CodeIdentity): boolean {
  return made.version < code.version || (made.version === code.version && made.shape !== code.shape);
}
