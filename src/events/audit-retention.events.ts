import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';

/** Days that entries are kept; null: for ever. */
const days = z.int().min(1).nullable();
const policy = z.object({
  /** For every family not named. */
  default: days,
  /** By the part of the action before the dot: `agent`, `config`, `user`. */
  families: z.record(z.string().max(50), days),
});

export const auditRetentionChanged = defineEvent({
  type: 'AuditRetentionChanged',
  version: 1,
  summary: 'It was decided how long audit entries are kept.',
  category: 'auditRetention',
  data: z.object({ ...policy.shape, previous: policy }),
});

export const auditRetentionApplied = defineEvent({
  type: 'AuditRetentionApplied',
  version: 1,
  summary: 'Audit entries older than the policy keeps were removed from the audit log.',
  category: 'auditRetention',
  data: z.object({
    removed: z.int().positive(),
    /** One for each family that lost entries. */
    cutoffs: z.array(z.object({ family: z.string().max(50), before: z.string(), removed: z.int().positive() })),
  }),
});

export const auditRetentionEvents = [auditRetentionChanged, auditRetentionApplied] as const;
export type AuditRetentionEvent = EventOf<typeof auditRetentionChanged> | EventOf<typeof auditRetentionApplied>;
