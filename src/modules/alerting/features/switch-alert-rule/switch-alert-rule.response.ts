import { z } from 'zod';

export const switchedAlertRule = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  deleted: z.boolean(),
  revision: z.string().nullable().describe('The ETag without its quotes; null: it is deleted.'),
  changed: z.boolean().describe('false: it was so already, nothing was recorded.'),
  position: z.string().describe('Position in the log that includes it; for minPosition.'),
});
export type SwitchedAlertRule = z.infer<typeof switchedAlertRule>;
