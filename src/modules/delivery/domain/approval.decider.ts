import type { ApprovalDecision, ApprovalEvent } from '../../../events/approval.events.js';
import type { Decider } from '../../../kernel/decider.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { exhaustive } from '../../../kernel/exhaustive.js';
import { present } from '../../../kernel/present.js';
import { assertSameContent } from '../../../kernel/same-content.js';
import { approvalDecidedEvent } from './approval.outcome.js';
import { type Approval, approversOf, evolveApproval, isResolved, noApproval } from './approval.state.js';

export type ApprovalRequest = Omit<
  Extract<ApprovalEvent, { type: 'ApprovalRequested' }>['data'],
  'requestedAt' | 'requiredCount' | 'flags'
> & { readonly requiredCount?: number | undefined };

export type ApprovalCommand =
  | { readonly type: 'request'; readonly request: ApprovalRequest; readonly at: string }
  | {
      readonly type: 'decide';
      readonly approvalId: string;
      readonly decision: Exclude<ApprovalDecision, 'timed_out'>;
      /** The authenticated caller; never a field of the body. */
      readonly by: { readonly id: string; readonly name: string };
      readonly comment?: string | undefined;
      readonly delegatedTo?: string | undefined;
      readonly at: string;
    };

/**
 * Approvals decided in this service: by authenticated callers, each once, until the quorum is reached or
 * somebody rejects. That one timed out is the fleet's word: it is who waits.
 */
export const approvalDecider: Decider<Approval, ApprovalCommand, ApprovalEvent> = {
  initial: noApproval,
  evolve: evolveApproval,
  decide(command, state) {
    switch (command.type) {
      case 'request':
        return requestApproval(command, state);
      case 'decide':
        return decideApproval(command, state);
      default:
        return exhaustive(command);
    }
  },
};

/** Requested again with the same content: nothing; with other content: refused. */
export function requestApproval(
  { request, at }: { readonly request: ApprovalRequest; readonly at: string },
  state: Approval,
): readonly ApprovalEvent[] {
  const content = present({ ...request, requiredCount: request.requiredCount ?? 1 });
  if (state.request) {
    const { requestedAt: _at, flags: _flags, ...recorded } = state.request;
    assertSameContent('approval', 'APPROVAL_EXISTS', request.approvalId, present(recorded), content);
    return [];
  }
  const approvers = request.requiredApprovers;
  if (approvers && approvers.length > 0 && content.requiredCount > approvers.length) {
    throw new DomainError(
      'APPROVAL_QUORUM_IMPOSSIBLE',
      `${content.requiredCount} approvals are required, but only ${approvers.length} may approve`,
      { fault: 'invalid', fields: [{ field: 'requiredCount', message: `must be at most ${approvers.length}` }] },
    );
  }
  const byOthers = approvers && approvers.length > 0 && state.decidedEarly.some((name) => !approvers.includes(name));
  const flags = byOthers ? { flags: ['decided_by_others' as const] } : {};
  return [{ type: 'ApprovalRequested', data: { ...content, requestedAt: at, ...flags } }];
}

function decideApproval(
  command: Extract<ApprovalCommand, { type: 'decide' }>,
  state: Approval,
): readonly ApprovalEvent[] {
  const { approvalId, decision, by, comment, delegatedTo, at } = command;
  assertOpen(approvalId, state);
  assertMayDecide(approvalId, by, state);
  if (state.approvedBy.includes(by.id) || state.rejectedBy.includes(by.id)) {
    throw new DomainError('APPROVAL_DECIDED_TWICE', `${by.name} has decided on approval ${approvalId} already`, {
      fault: 'conflict',
      details: { approvalId, status: state.status },
    });
  }
  if ((decision === 'delegated') !== (delegatedTo !== undefined)) {
    throw new DomainError(
      'APPROVAL_DELEGATE_INVALID',
      'delegatedTo belongs to the decision delegated, and only to it',
      {
        fault: 'invalid',
        fields: [{ field: 'delegatedTo', message: 'belongs to the decision delegated, and only to it' }],
      },
    );
  }
  return [
    approvalDecidedEvent({ approvalId, decision, decidedBy: by.id, via: 'service', comment, delegatedTo, at }, state),
  ];
}

function assertOpen(approvalId: string, state: Approval): void {
  if (!state.request) {
    throw new DomainError('APPROVAL_UNKNOWN', `there is no approval ${approvalId}`, { fault: 'not_found' });
  }
  if (isResolved(state.status)) {
    throw new DomainError('APPROVAL_RESOLVED', `approval ${approvalId} is ${state.status} already`, {
      fault: 'conflict',
      details: { approvalId, status: state.status },
    });
  }
}

/** Approvers are named by key id or key name. */
function assertMayDecide(approvalId: string, by: { id: string; name: string }, state: Approval): void {
  const allowed = approversOf(state);
  if (allowed.length === 0 || allowed.includes(by.id) || allowed.includes(by.name)) return;
  throw new DomainError(
    'APPROVAL_NOT_AN_APPROVER',
    `approval ${approvalId} is decided by ${allowed.join(', ')}; ${by.name} is none of them`,
    { fault: 'forbidden', details: { approvalId, approvers: allowed } },
  );
}
