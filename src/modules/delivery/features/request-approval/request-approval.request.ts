import type { z } from 'zod';
import { beginning } from '../../../intake/index.js';
import { approvalRequestedInput } from '../../domain/approval.facts.js';

export const requestApprovalRequest = approvalRequestedInput.omit({ approvalId: true }).extend(beginning);
export type RequestApprovalRequest = z.infer<typeof requestApprovalRequest>;
