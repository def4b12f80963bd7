import { z } from 'zod';
import {
  approvalDecided,
  approvalDecisions,
  approvalRequested,
  approvalStatuses,
} from '../../events/approval.events.js';
import { pagedSchema } from '../../platform/http/paging.js';
import { type ApprovalDecisionRow, isDisregarded } from './approval-decisions.projector.js';
import type { ApprovalRow } from './approvals.projector.js';

const time = z.string().nullable();
const text = z.string().nullable();
const { via } = approvalDecided.data.shape;
const decider = 'The id of the key that decided here; the name that was reported of who decided elsewhere.';

export const approvalResponse = z.object({
  id: z.string(),
  title: text,
  resource: text.describe('What hangs on it, as in environment:production.'),
  description: text,
  requestedBy: text,
  agentId: text,
  runId: text,
  stageId: text,
  requiredApprovers: z.array(z.string()).describe('Only these may decide, and delegates; anyone who may when empty.'),
  requiredCount: z.int().nullable().describe('How many have to approve; null while the request is not reported.'),
  timeoutSeconds: z.number().nullable(),
  timeoutAction: approvalRequested.data.shape.timeoutAction.unwrap().nullable(),
  requestedAt: time,
  status: z.enum(approvalStatuses),
  approvalCount: z.int(),
  rejectionCount: z.int(),
  delegates: z.array(z.string()).describe("Who was asked to decide in another's place."),
  decision: z.enum(approvalDecisions).nullable().describe('The one that settled it; null while it is open.'),
  decidedBy: text.describe(decider),
  decidedByName: text.describe('The name of who decided, to be shown to people.'),
  decidedVia: via.nullable().describe('`service`: decided here, by an authenticated caller; `reported`: elsewhere.'),
  decidedAt: time,
  comment: text.describe('Of the decision that settled it.'),
  waitSeconds: z
    .number()
    .nullable()
    .describe('From the request to the decision that settled it; null while either is not known.'),
  updatedAt: z.string().describe('Latest of its request and its decisions.'),
  flags: z.array(z.string()).describe('What was unusual about its reports.'),
  demo: z.boolean().describe('Simulated.'),
});
export type ApprovalAnswer = z.infer<typeof approvalResponse>;
export const approvalsResponse = pagedSchema(approvalResponse);

const approvalDecision = z.object({
  decision: z.enum(approvalDecisions),
  status: z.enum(approvalStatuses).describe('Of the approval after this decision.'),
  via,
  decidedBy: z.string().describe(decider),
  decidedByName: z.string(),
  comment: text,
  delegatedTo: text,
  reportedBy: z.string().describe('The authenticated caller or reporter.'),
  occurredAt: z.string(),
  recordedAt: z.string(),
  disregarded: z
    .boolean()
    .describe('By somebody whom the request does not name as an approver: on record, but nothing is decided by it.'),
  flags: z.array(z.string()),
});
type Decision = z.infer<typeof approvalDecision>;

export const approvalDetailResponse = approvalResponse.extend({
  decisions: z.array(approvalDecision).describe('In the order in which they were recorded; at most the last 500.'),
});
export type ApprovalDetail = z.infer<typeof approvalDetailResponse>;

export function presentApproval(row: ApprovalRow): ApprovalAnswer {
  return {
    id: row.id,
    title: row.title,
    resource: row.resource,
    description: row.description,
    requestedBy: row.requested_by,
    agentId: row.agent_id,
    runId: row.run_id,
    stageId: row.stage_id,
    requiredApprovers: [...row.required_approvers],
    requiredCount: row.required_count,
    timeoutSeconds: row.timeout_seconds,
    timeoutAction: row.timeout_action,
    requestedAt: row.requested_at?.toISOString() ?? null,
    status: row.status,
    approvalCount: row.approval_count,
    rejectionCount: row.rejection_count,
    delegates: [...row.delegates],
    decision: row.decision,
    decidedBy: row.decided_by,
    decidedByName: row.decided_by_name,
    decidedVia: row.decided_via,
    decidedAt: row.decided_at?.toISOString() ?? null,
    comment: row.comment,
    waitSeconds: row.wait_seconds,
    updatedAt: row.updated_at.toISOString(),
    flags: [...row.flags],
    demo: row.demo,
  };
}

export function presentDecision(row: ApprovalDecisionRow): Decision {
  return {
    decision: row.decision,
    status: row.status,
    via: row.via,
    decidedBy: row.decided_by,
    decidedByName: row.decided_by_name,
    comment: row.comment,
    delegatedTo: row.delegated_to,
    reportedBy: row.reported_by,
    occurredAt: row.occurred_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    disregarded: isDisregarded(row.flags),
    flags: [...row.flags],
  };
}
