import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';

/** `delegated` is still open: the delegate decides. */
export const approvalStatuses = ['pending', 'approved', 'rejected', 'delegated', 'timed_out'] as const;
export type ApprovalStatus = (typeof approvalStatuses)[number];

export const approvalDecisions = ['approved', 'rejected', 'delegated', 'timed_out'] as const;
export type ApprovalDecision = (typeof approvalDecisions)[number];

/**
 * Why a reported decision, or a request after decisions, is unusual; it is recorded all the same.
 * - `before_request`: what was to be decided has not been reported yet.
 * - `already_resolved`: it was settled before; that stays.
 * - `decided_twice`: who decided has decided before.
 * - `not_an_approver`: the request names who decides, and it is somebody else: nothing is decided or counted by it.
 * - `decided_by_others`: on a request: decisions reported before it are by somebody whom it does not name, so none of
 *   them counts.
 */
export const approvalFlags = [
  'before_request',
  'already_resolved',
  'decided_twice',
  'not_an_approver',
  'decided_by_others',
] as const;

const approvalId = z.string().min(1).max(200);
const subject = {
  title: z.string().max(500).optional(),
  /** What hangs on it: `environment:production`, `deployment:d-1`. */
  resource: z.string().max(300).optional(),
};

export const approvalRequested = defineEvent({
  type: 'ApprovalRequested',
  version: 1,
  summary: 'Somebody was asked to approve something.',
  category: 'approval',
  data: z.object({
    approvalId,
    ...subject,
    description: z.string().max(10_000).optional(),
    requestedBy: z.string().max(200).optional(),
    agentId: z.string().max(200).optional(),
    runId: z.string().max(200).optional(),
    stageId: z.string().max(200).optional(),
    /** Only these, and whom they delegate to, may decide; anyone who may operate when absent. */
    requiredApprovers: z.array(z.string().max(200)).max(50).optional(),
    /** How many have to approve. One rejection rejects. */
    requiredCount: z.int().min(1).max(50),
    timeoutSeconds: z.number().positive().optional(),
    timeoutAction: z.enum(['approve', 'reject']).optional(),
    requestedAt: z.string(),
    flags: z.array(z.enum(approvalFlags)).optional(),
  }),
});

export const approvalDecided = defineEvent({
  type: 'ApprovalDecided',
  version: 1,
  summary: 'Somebody approved, rejected or delegated, or the time to do so ran out.',
  category: 'approval',
  data: z.object({
    approvalId,
    ...subject,
    decision: z.enum(approvalDecisions),
    /** Of the approval, after this decision. */
    status: z.enum(approvalStatuses),
    /** `service`: by the authenticated caller of this service; `reported`: decided elsewhere, by the fleet's word. */
    via: z.enum(['service', 'reported']),
    decidedBy: z.string().max(200),
    comment: z.string().max(10_000).optional(),
    delegatedTo: z.string().max(200).optional(),
    approvalCount: z.int().nonnegative(),
    rejectionCount: z.int().nonnegative(),
    requiredCount: z.int().min(1),
    requestedAt: z.string().optional(),
    /** When this decision resolved it: seconds from requestedAt to now. */
    waitSeconds: z.number().nonnegative().optional(),
    flags: z.array(z.enum(approvalFlags)).optional(),
  }),
});

export const approvalEvents = [approvalRequested, approvalDecided] as const;
export type ApprovalEvent = EventOf<typeof approvalRequested> | EventOf<typeof approvalDecided>;
