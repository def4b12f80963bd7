import { z } from 'zod';
import { parseDuration } from '../../../../kernel/duration-text.js';
import { filterInstant } from '../../../../platform/http/filter-query.js';

const LONGEST_MS = 366 * 86_400_000;

const duration = z
  .string()
  .max(40)
  .transform((text, context) => {
    const ms = parseDuration(text);
    if (ms !== undefined && ms > 0 && ms <= LONGEST_MS) return ms;
    context.addIssue({ code: 'custom', message: 'must be a span of time up to a year, as in 30m, 2h or 1d' });
    return z.NEVER;
  })
  .describe('For how long from now, as in `2h`.');

export const acknowledgeAlertRequest = z
  .strictObject({
    note: z.string().trim().max(2_000).optional().describe('For whoever looks at the alert next.'),
    until: filterInstant.optional().describe('Until then; otherwise until the alert is resolved.'),
    duration: duration.optional(),
  })
  .refine(({ until, duration: length }) => until === undefined || length === undefined, {
    message: 'until and duration say the same: give one of them',
    path: ['duration'],
  });
export type AcknowledgeAlertRequest = z.infer<typeof acknowledgeAlertRequest>;

export const acknowledgedAlert = z.object({
  id: z.string(),
  ruleId: z.string(),
  ruleName: z.string(),
  acknowledged: z.boolean(),
  acknowledgedUntil: z.string().nullable(),
  changed: z.boolean().describe('False where it was so already.'),
  position: z.string(),
});
export type AcknowledgedAlert = z.infer<typeof acknowledgedAlert>;
