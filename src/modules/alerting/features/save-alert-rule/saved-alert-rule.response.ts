import { z } from 'zod';
import type { LogPosition } from '../../../../kernel/event.js';
import { alertRuleShape, presentRuleData } from '../../../../rules/rule-answer.js';
import { ruleRemark, type RuleRemark } from '../../../../rules/rule-remark.js';
import type { KnownRule } from '../../domain/rule-book.js';

export const savedAlertRule = z.object({
  id: z.string(),
  ...alertRuleShape,
  revision: z.string().describe('The ETag without its quotes; for If-Match.'),
  changed: z.boolean().describe('false: it was so already, nothing was recorded.'),
  warnings: z.array(ruleRemark).describe('What is saved all the same, but hardly meant.'),
  position: z.string().describe('Position in the log that includes it; for minPosition.'),
});
export type SavedAlertRule = z.infer<typeof savedAlertRule>;

export function presentSaved(
  { ruleId, rule, revision }: KnownRule,
  outcome: { readonly changed: boolean; readonly warnings: readonly RuleRemark[]; readonly position: LogPosition },
): SavedAlertRule {
  return {
    id: ruleId,
    ...presentRuleData(rule),
    revision: String(revision),
    ...outcome,
    warnings: [...outcome.warnings],
  };
}
