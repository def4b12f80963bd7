import { z } from 'zod';

const days = z.int().nullable();

export const auditRetentionResponse = z.object({
  days: days.describe('How long entries are kept, in days; null: for ever.'),
  families: z
    .record(z.string(), days)
    .describe('The same for actions with this first part, where it differs: `agent`, `config`, `user`.'),
  revision: z.string().nullable().describe('The ETag without its quotes, for If-Match; null: never decided.'),
  changedAt: z.string().nullable(),
  changedBy: z.string().nullable(),
  lastRemoval: z
    .object({ at: z.string(), removed: z.int() })
    .nullable()
    .describe('When entries were removed last, and how many; null: never.'),
});
export type AuditRetentionAnswer = z.infer<typeof auditRetentionResponse>;
