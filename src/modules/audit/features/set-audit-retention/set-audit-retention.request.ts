import { z } from 'zod';
import { auditFamilies } from '../../../../projections/audit-log/index.js';
import { MAX_RETENTION_DAYS } from '../../domain/audit-retention.decider.js';

const RANGE = `must be a whole number of days from 1 to ${MAX_RETENTION_DAYS}, or null to keep for ever`;
const days = z.int(RANGE).min(1, RANGE).max(MAX_RETENTION_DAYS, RANGE).nullable();

export const setAuditRetentionRequest = z.strictObject({
  days: days.describe('How long entries are kept, in days; null: for ever.'),
  families: z
    .record(z.string(), days)
    .superRefine((families, context) => {
      for (const name of Object.keys(families).filter((one) => !auditFamilies.includes(one))) {
        context.addIssue({ code: 'custom', path: [name], message: `must be one of ${auditFamilies.join(', ')}` });
      }
    })
    .optional()
    .describe(`The same for actions with this first part, where it differs: ${auditFamilies.join(', ')}.`),
});
export type SetAuditRetentionRequest = z.infer<typeof setAuditRetentionRequest>;

export const changedAuditRetention = z.object({
  days: z.int().nullable(),
  families: z.record(z.string(), z.int().nullable()),
  changed: z.boolean().describe('false: it was so already, nothing was recorded.'),
  revision: z.string().nullable().describe('The ETag without its quotes, for If-Match; null: never decided.'),
  position: z
    .string()
    .nullable()
    .describe('Position in the log that includes it, for minPosition; null: never decided.'),
});
export type ChangedAuditRetention = z.infer<typeof changedAuditRetention>;
