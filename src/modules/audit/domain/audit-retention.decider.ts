import type { AuditRetentionEvent } from '../../../events/audit-retention.events.js';
import { streams } from '../../../events/streams.js';
import type { Decider } from '../../../kernel/decider.js';
import { DomainError, type FieldProblem } from '../../../kernel/domain-error.js';
import { exhaustive } from '../../../kernel/exhaustive.js';

export const auditRetentionStream = streams.auditRetention();

/** How many days entries are kept; null: for ever, as the law may ask. */
export type RetentionDays = number | null;

export interface AuditRetentionPolicy {
  /** For every family that is not named. */
  readonly default: RetentionDays;
  /** By the part of the action before the dot: `agent`, `config`, `user`. */
  readonly families: Readonly<Record<string, RetentionDays>>;
}

/** Nothing is removed until somebody decides that it may be. */
export const keepForEver: AuditRetentionPolicy = { default: null, families: {} };

export type AuditRetentionCommand =
  | { readonly type: 'set'; readonly policy: AuditRetentionPolicy }
  | {
      readonly type: 'recordApplied';
      readonly cutoffs: readonly { readonly family: string; readonly before: string; readonly removed: number }[];
    };

/** A century; whoever wants more wants for ever. */
export const MAX_RETENTION_DAYS = 36_500;
const MAX_FAMILIES = 50;
const family = /^[a-z][a-z0-9_]{0,49}$/;

/** The audit log's retention: decided by people, applied by a job, both recorded. */
export const auditRetentionDecider: Decider<AuditRetentionPolicy, AuditRetentionCommand, AuditRetentionEvent> = {
  initial: keepForEver,
  decide(command, previous) {
    switch (command.type) {
      case 'set': {
        const policy = normal(command.policy);
        assertPolicy(policy);
        if (same(policy, previous)) return [];
        return [{ type: 'AuditRetentionChanged', data: { ...policy, previous } }];
      }
      case 'recordApplied': {
        const cutoffs = command.cutoffs.filter(({ removed }) => removed > 0);
        if (cutoffs.length === 0) return [];
        const removed = cutoffs.reduce((sum, cutoff) => sum + cutoff.removed, 0);
        return [{ type: 'AuditRetentionApplied', data: { removed, cutoffs: [...cutoffs] } }];
      }
      default:
        return exhaustive(command);
    }
  },
  evolve(state, event) {
    if (event.type !== 'AuditRetentionChanged') return state;
    return { default: event.data.default, families: event.data.families };
  },
};

/** How long entries of a family are kept under a policy. */
export function retentionOf(policy: AuditRetentionPolicy, name: string): RetentionDays {
  return Object.hasOwn(policy.families, name) ? policy.families[name]! : policy.default;
}

/** Families in the order of their names, so that equal policies are the same text. */
function normal(policy: AuditRetentionPolicy): AuditRetentionPolicy {
  const families = Object.entries(policy.families).sort(([a], [b]) => (a < b ? -1 : 1));
  return { default: policy.default, families: Object.fromEntries(families) };
}

function same(one: AuditRetentionPolicy, other: AuditRetentionPolicy): boolean {
  return JSON.stringify(normal(one)) === JSON.stringify(normal(other));
}

function assertPolicy(policy: AuditRetentionPolicy): void {
  const entries = Object.entries(policy.families);
  const problems: FieldProblem[] = [];
  if (!isRetention(policy.default)) problems.push(daysProblem('default'));
  for (const [name, days] of entries) {
    if (!family.test(name)) {
      problems.push({
        field: `families.${name}`,
        message: 'is not the first part of an action, as in agent or config',
      });
    }
    if (!isRetention(days)) problems.push(daysProblem(`families.${name}`));
  }
  if (entries.length > MAX_FAMILIES) {
    problems.push({ field: 'families', message: `must name at most ${MAX_FAMILIES} families` });
  }
  if (problems.length === 0) return;
  throw new DomainError(
    'AUDIT_RETENTION_INVALID',
    problems.map(({ field, message }) => `${field} ${message}`).join('; '),
    { fault: 'invalid', fields: problems },
  );
}

function isRetention(days: RetentionDays): boolean {
  return days === null || (Number.isInteger(days) && days >= 1 && days <= MAX_RETENTION_DAYS);
}

function daysProblem(field: string): FieldProblem {
  return { field, message: `must be a whole number of days from 1 to ${MAX_RETENTION_DAYS}, or null to keep for ever` };
}
