import type { ApprovalDecision, ApprovalEvent } from '../../../events/approval.events.js';
import type { AuditAction, AuditMappings } from '../audit-mapping.js';

const actions: Readonly<Record<ApprovalDecision, AuditAction>> = {
  approved: 'approval.granted',
  rejected: 'approval.denied',
  delegated: 'approval.delegated',
  timed_out: 'approval.timed_out',
};

export const approvalMappings: AuditMappings<ApprovalEvent> = {
  ApprovalRequested: {
    actions: ['approval.requested'],
    entry: ({ approvalId }) => ({ action: 'approval.requested', resource: `approval:${approvalId}` }),
  },
  ApprovalDecided: {
    actions: [...Object.values(actions), 'approval.disregarded'],
    entry: ({ approvalId, decision, flags }) => ({
      // By somebody who may not decide it: whatever was said, nothing was granted or denied.
      ...(flags?.includes('not_an_approver')
        ? { action: 'approval.disregarded', outcome: 'denied' }
        : { action: actions[decision] }),
      resource: `approval:${approvalId}`,
    }),
  },
};
