import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { ApprovalDetail } from './approval.response.js';

export const showApprovalQuery = z.strictObject({ ...minPositionQuery });

/** One approval with the decisions on it. */
export class ShowApproval extends Query<ApprovalDetail> {
  constructor(readonly id: string) {
    super();
  }
}
