import { z } from 'zod';
import { freeText } from '../../../../events/reported-fields.js';
import { durationField } from '../../../../platform/http/duration-field.js';

export const silenceRuleRequest = z.strictObject({
  duration: durationField.describe('For how long from now: 30m, 2h, 1d; at most 90d.'),
  comment: freeText(2_000).min(1, 'must say why').optional().describe('Why; whoever wonders reads it.'),
});
export type SilenceRuleRequest = z.infer<typeof silenceRuleRequest>;
