import type { z } from 'zod';
import { beginning, tellsNothingProblem, tellsSomething } from '../../../intake/index.js';
import { approvalRequestedInput } from '../../domain/approval.facts.js';

export const requestApprovalRequest = approvalRequestedInput
  .omit({ approvalId: true })
  .extend(beginning)
  .refine(tellsSomething, tellsNothingProblem);
export type RequestApprovalRequest = z.infer<typeof requestApprovalRequest>;
