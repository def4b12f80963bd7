import type { ApprovalEvent, ApprovalStatus } from '../../../events/approval.events.js';

type Request = Extract<ApprovalEvent, { type: 'ApprovalRequested' }>['data'];

export interface Approval {
  readonly request: Request | undefined;
  readonly status: ApprovalStatus;
  /** Who approved or rejected so far. */
  readonly approvedBy: readonly string[];
  readonly rejectedBy: readonly string[];
  /** Who was asked to decide in another's place. */
  readonly delegates: readonly string[];
}

export const noApproval: Approval = {
  request: undefined,
  status: 'pending',
  approvedBy: [],
  rejectedBy: [],
  delegates: [],
};

/** Open until it is approved, rejected or out of time; delegating leaves it open. */
export function isResolved(status: ApprovalStatus): boolean {
  return status === 'approved' || status === 'rejected' || status === 'timed_out';
}

/** Total: any event of the stream, in any order. */
export function evolveApproval(state: Approval, event: ApprovalEvent): Approval {
  switch (event.type) {
    case 'ApprovalRequested':
      return state.request ? state : { ...state, request: event.data };
    case 'ApprovalDecided': {
      const { decision, status, decidedBy, delegatedTo } = event.data;
      return {
        ...state,
        status: isResolved(state.status) ? state.status : status,
        approvedBy: decision === 'approved' ? withName(state.approvedBy, decidedBy) : state.approvedBy,
        rejectedBy: decision === 'rejected' ? withName(state.rejectedBy, decidedBy) : state.rejectedBy,
        delegates: delegatedTo === undefined ? state.delegates : withName(state.delegates, delegatedTo),
      };
    }
    default:
      return state;
  }
}

function withName(names: readonly string[], name: string): readonly string[] {
  return names.includes(name) ? names : [...names, name];
}
