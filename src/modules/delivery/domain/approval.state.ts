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
  /** Who decided in any way while the request was not reported yet. */
  readonly decidedEarly: readonly string[];
  /** What was reported to no effect, by {@link sameDecision}. */
  readonly disregarded: readonly string[];
}

export const noApproval: Approval = {
  request: undefined,
  status: 'pending',
  approvedBy: [],
  rejectedBy: [],
  delegates: [],
  decidedEarly: [],
  disregarded: [],
};

/** Who may decide; anyone when empty. */
export function approversOf({ request, delegates }: Pick<Approval, 'request' | 'delegates'>): readonly string[] {
  const named = request?.requiredApprovers ?? [];
  return named.length === 0 ? [] : [...named, ...delegates];
}

/** By which a decision without effect is known when it is reported again. */
export function sameDecision(decision: string, decidedBy: string, delegatedTo: string | undefined): string {
  return JSON.stringify([decision, decidedBy, delegatedTo]);
}

/** Open until it is approved, rejected or out of time; delegating leaves it open. */
export function isResolved(status: ApprovalStatus): boolean {
  return status === 'approved' || status === 'rejected' || status === 'timed_out';
}

/** Total: any event of the stream, in any order. */
export function evolveApproval(state: Approval, event: ApprovalEvent): Approval {
  switch (event.type) {
    case 'ApprovalRequested': {
      if (state.request) return state;
      const timedOut = state.status === 'timed_out';
      const before = event.data.flags?.includes('decided_by_others')
        ? { ...noApproval, ...(timedOut ? { status: state.status } : {}) }
        : state;
      return { ...before, request: event.data };
    }
    case 'ApprovalDecided': {
      const { decision, status, decidedBy, delegatedTo, flags } = event.data;
      if (flags?.includes('not_an_approver')) {
        const known = withName(state.disregarded, sameDecision(decision, decidedBy, delegatedTo));
        return { ...state, disregarded: known };
      }
      const early = !state.request && decision !== 'timed_out';
      return {
        ...state,
        decidedEarly: early ? withName(state.decidedEarly, decidedBy) : state.decidedEarly,
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
