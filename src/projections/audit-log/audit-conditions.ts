import { SqlConditions } from '../../platform/postgres/keyset-list.js';
import type { AuditFilter } from './audit-filter.js';

/** What a search or an export looks for, as conditions on the table. */
export function auditConditions(filter: AuditFilter): SqlConditions {
  const conditions = new SqlConditions()
    .add(filter.actor, (p) => `(actor = ${p} or actor_id = ${p})`)
    .equals('outcome', filter.outcome)
    .equals('demo', filter.demo)
    // Both sides are lower-cased alike, so the trigram index of the column serves as it is.
    .add(containing(filter.text?.toLowerCase()), (p) => `search like ${p}`)
    .between('"timestamp"', filter.from, filter.to);
  named(conditions, 'action', filter.action, /\*$/);
  named(conditions, 'resource', filter.resource, /(?<=^[a-z_]+:)\*$/);
  return conditions;
}

/** The column has this value; where the value ends with the wildcard, it begins with what stands before. */
function named(conditions: SqlConditions, column: string, value: string | undefined, wildcard: RegExp): void {
  if (value === undefined) return;
  if (wildcard.test(value)) conditions.add(`${literal(value.replace(wildcard, ''))}%`, (p) => `${column} like ${p}`);
  else conditions.equals(column, value);
}

function containing(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `%${literal(text)}%`;
}

/** Text that a pattern takes for itself. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
