import { z } from 'zod';
import { filterInstant } from '../../../../platform/http/filter-query.js';
import { alertRuleDraft } from '../../../../rules/rule-draft.js';

const stretch = {
  from: filterInstant.optional().describe('By default 30 days before `to`.'),
  to: filterInstant.optional().describe('By default now.'),
  thresholds: z
    .array(z.number())
    .max(5, 'at most 5 can be compared at once')
    .optional()
    .describe('Other numbers for the outermost comparison, to be compared with the one that the rule has.'),
};

/** A rule that is saved, over a stretch of the past. */
export const backtestSavedRuleRequest = z.strictObject(stretch);
export type BacktestSavedRuleRequest = z.infer<typeof backtestSavedRuleRequest>;

/** One that is not. */
export const backtestDraftRequest = z.strictObject({ ...stretch, rule: alertRuleDraft });
export type BacktestDraftRequest = z.infer<typeof backtestDraftRequest>;
