import { Query } from '@nestjs/cqrs';
import { z } from 'zod';
import { approvalStatuses } from '../../events/approval.events.js';
import { filterFlag, filterNames, filterOneOf, filterText, timeOrderQuery } from '../../platform/http/filter-query.js';
import { type Paged, pagingQuery } from '../../platform/http/paging.js';
import { minPositionQuery } from '../../platform/http/reads-from.js';
import type { ApprovalAnswer } from './approval.response.js';

export const listApprovalsQuery = z.strictObject({
  status: filterOneOf(approvalStatuses).optional(),
  resource: filterNames.optional(),
  requestedBy: filterNames.optional(),
  decidedBy: filterNames.optional().describe('By id or by name.'),
  agentId: filterNames.optional(),
  runId: filterNames.optional(),
  stageId: filterNames.optional(),
  demo: filterFlag.optional(),
  text: filterText.optional().describe('Part of the id, title, resource, description or comment.'),
  ...timeOrderQuery(['updatedAt', 'requestedAt']),
  ...pagingQuery,
  ...minPositionQuery,
});

/** Approvals, filtered. */
export class ListApprovals extends Query<Paged<ApprovalAnswer>> {
  constructor(readonly filter: z.infer<typeof listApprovalsQuery>) {
    super();
  }
}
