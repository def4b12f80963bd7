import { z } from 'zod';
import { approvalStatuses } from '../../../../events/approval.events.js';
import { freeText, nameText } from '../../../../events/reported-fields.js';
import { decisionWord } from '../../domain/approval.facts.js';

export const decideApprovalRequest = z
  .strictObject({
    decision: decisionWord
      .exclude(['timed_out'])
      .describe('approved (also approve, granted), rejected (also reject, denied) or delegated.'),
    comment: freeText(10_000).optional(),
    delegatedTo: nameText(200).optional().describe('Who decides instead: a key id or a key name.'),
  })
  .refine(({ decision, delegatedTo }) => (decision === 'delegated') === (delegatedTo !== undefined), {
    path: ['delegatedTo'],
    error: 'belongs to the decision delegated, and only to it',
  });
export type DecideApprovalRequest = z.infer<typeof decideApprovalRequest>;

export const decidedApproval = z.object({
  id: z.string(),
  status: z.enum(approvalStatuses).describe('Of the approval after this decision; pending while approvals lack.'),
  approvalCount: z.int(),
  rejectionCount: z.int(),
  requiredCount: z.int(),
  position: z.string().describe('Position in the log that includes it; for minPosition.'),
});
export type DecidedApproval = z.infer<typeof decidedApproval>;
