import { z } from 'zod';
import { ruleRemark } from '../../../../rules/rule-remark.js';

export const importedAlertRules = z.object({
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  rules: z.array(z.object({ id: z.string(), name: z.string(), outcome: z.enum(['created', 'changed', 'unchanged']) })),
  notTaken: z
    .array(z.object({ group: z.string(), record: z.string() }))
    .describe('Recording rules: only a Prometheus has a use for them.'),
  warnings: z.array(ruleRemark).describe('What is taken over all the same; `field` says where in the file.'),
  position: z.string().nullable().describe('Position in the log that includes it; null: no rule was ever made.'),
});
export type ImportedAlertRules = z.infer<typeof importedAlertRules>;
