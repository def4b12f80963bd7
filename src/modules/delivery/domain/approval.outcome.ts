import type { ApprovalDecision, ApprovalEvent, ApprovalStatus } from '../../../events/approval.events.js';
import { present } from '../../../kernel/present.js';
import { secondsBetween } from '../../../kernel/reported-life.js';
import { type Approval, isResolved } from './approval.state.js';

type DecidedData = Extract<ApprovalEvent, { type: 'ApprovalDecided' }>['data'];

export interface Decision {
  readonly approvalId: string;
  readonly decision: ApprovalDecision;
  readonly decidedBy: string;
  readonly via: DecidedData['via'];
  readonly comment?: string | undefined;
  readonly delegatedTo?: string | undefined;
  readonly at: string;
  readonly flags?: DecidedData['flags'];
}

/** The event that a decision leads to, with the counts and the status after it. */
export function approvalDecidedEvent(one: Decision, state: Approval): ApprovalEvent {
  const requiredCount = state.request?.requiredCount ?? 1;
  const disregarded = one.flags?.includes('not_an_approver') ?? false;
  const approvalCount = disregarded ? state.approvedBy.length : count(state.approvedBy, one, 'approved');
  const rejectionCount = disregarded ? state.rejectedBy.length : count(state.rejectedBy, one, 'rejected');
  const stays = disregarded || isResolved(state.status);
  const status = stays ? state.status : statusAfter(one.decision, approvalCount, requiredCount, state);
  const requestedAt = state.request?.requestedAt;
  const resolves = isResolved(status) && !isResolved(state.status);
  return {
    type: 'ApprovalDecided',
    data: present({
      approvalId: one.approvalId,
      title: state.request?.title,
      resource: state.request?.resource,
      decision: one.decision,
      status,
      via: one.via,
      decidedBy: one.decidedBy,
      comment: one.comment,
      delegatedTo: one.delegatedTo,
      approvalCount,
      rejectionCount,
      requiredCount,
      requestedAt,
      waitSeconds: resolves ? secondsBetween(requestedAt, one.at) : undefined,
      flags: one.flags,
    }),
  };
}

function count(names: readonly string[], one: Decision, decision: ApprovalDecision): number {
  return names.length + (one.decision === decision && !names.includes(one.decidedBy) ? 1 : 0);
}

function statusAfter(
  decision: ApprovalDecision,
  approvalCount: number,
  requiredCount: number,
  state: Approval,
): ApprovalStatus {
  if (decision !== 'approved') return decision;
  return approvalCount >= requiredCount ? 'approved' : state.status;
}
