import { z } from 'zod';
import { type ApprovalDecision, type ApprovalEvent, approvalDecisions } from '../../../events/approval.events.js';
import { freeText, nameText, reportedId } from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import type { JsonObject } from '../../../kernel/json.js';
import type { Fact, FoldableFact, LifecycleFactKind } from '../../../events/fact-kind.js';
import { requestApproval } from './approval.decider.js';
import { approvalDecidedEvent } from './approval.outcome.js';
import { type Approval, approversOf, evolveApproval, isResolved, noApproval, sameDecision } from './approval.state.js';

const evolve = (state: Approval, { type, data }: FoldableFact) =>
  evolveApproval(state, { type, data } as unknown as ApprovalEvent);

/** Other words for the same; stored as approved and rejected. */
const aliases: Readonly<Record<string, ApprovalDecision>> = {
  approve: 'approved',
  granted: 'approved',
  reject: 'rejected',
  denied: 'rejected',
};

/** How callers may name a decision. */
export const decisionWord = z
  .enum([...approvalDecisions, 'approve', 'granted', 'reject', 'denied'])
  .describe('approved (also approve, granted), rejected (also reject, denied), delegated, timed_out.');

export function decisionOf(word: z.infer<typeof decisionWord>): ApprovalDecision {
  return aliases[word] ?? (word as ApprovalDecision);
}

export const approvalRequestedInput = z.strictObject({
  approvalId: reportedId,
  title: nameText(500).optional(),
  resource: nameText(300).optional().describe('What hangs on it, as in environment:production.'),
  description: freeText(10_000).optional(),
  requestedBy: nameText(200).optional(),
  agentId: reportedId.optional(),
  runId: reportedId.optional(),
  stageId: reportedId.optional(),
  requiredApprovers: z.array(nameText(200)).max(50).optional(),
  requiredCount: z.int().min(1).max(50).optional(),
  timeoutSeconds: z
    .number()
    .positive()
    .max(31_536_000)
    .optional()
    .describe('How long the fleet waits; that it timed out, the fleet reports as the decision timed_out.'),
  timeoutAction: z.enum(['approve', 'reject']).optional(),
});

export const approvalRequestedKind: LifecycleFactKind<z.infer<typeof approvalRequestedInput>, Approval> = {
  mode: 'lifecycle',
  type: 'ApprovalRequested',
  input: approvalRequestedInput,
  stream: ({ approvalId }) => streams.approval(approvalId),
  initial: noApproval,
  evolve,
  decide: (request, state, at) => requestApproval({ request, at }, state).map(asFact),
};

export const approvalDecidedInput = z
  .strictObject({
    approvalId: reportedId,
    decision: decisionWord,
    decidedBy: nameText(200).optional().describe("Who decided, by the fleet's word; recorded as reported, not proven."),
    comment: freeText(10_000).optional(),
    delegatedTo: nameText(200).optional(),
  })
  .refine(({ decision, delegatedTo }) => (decision === 'delegated') === (delegatedTo !== undefined), {
    path: ['delegatedTo'],
    error: 'belongs to the decision delegated, and only to it',
  });

/**
 * A decision taken elsewhere. Who vouches for it is the reporter's key, in the metadata. By somebody whom the request
 * does not name it is recorded and decides nothing.
 */
export const approvalDecidedKind: LifecycleFactKind<z.infer<typeof approvalDecidedInput>, Approval> = {
  mode: 'lifecycle',
  type: 'ApprovalDecided',
  input: approvalDecidedInput,
  stream: ({ approvalId }) => streams.approval(approvalId),
  initial: noApproval,
  evolve,
  decide(input, state, at) {
    const decision = decisionOf(input.decision);
    const decidedBy = input.decidedBy ?? 'unknown';
    const names = decision === 'approved' ? state.approvedBy : decision === 'rejected' ? state.rejectedBy : [];
    if (names.includes(decidedBy) || (decision === 'timed_out' && state.status === 'timed_out')) return [];
    if (decision === 'delegated' && state.delegates.includes(input.delegatedTo ?? '')) return [];
    const twice = [...state.approvedBy, ...state.rejectedBy].includes(decidedBy);
    const approvers = approversOf(state);
    // That the time ran out is nobody's decision.
    const foreign = decision !== 'timed_out' && approvers.length > 0 && !approvers.includes(decidedBy);
    if (foreign && state.disregarded.includes(sameDecision(decision, decidedBy, input.delegatedTo))) return [];
    const flags = [
      ...(state.request ? [] : ['before_request' as const]),
      ...(isResolved(state.status) ? ['already_resolved' as const] : []),
      ...(twice ? ['decided_twice' as const] : []),
      ...(foreign ? ['not_an_approver' as const] : []),
    ];
    const event = approvalDecidedEvent(
      {
        approvalId: input.approvalId,
        decision,
        decidedBy,
        via: 'reported',
        comment: input.comment,
        delegatedTo: input.delegatedTo,
        at,
        flags: flags.length > 0 ? flags : undefined,
      },
      state,
    );
    return [asFact(event)];
  },
};

function asFact({ type, data }: ApprovalEvent): Fact {
  return { type, data: data as JsonObject };
}
