import type { ApprovalDecision, ApprovalEvent, ApprovalStatus } from '../../events/approval.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { exhaustive } from '../../kernel/exhaustive.js';
import { joinFlags, later, occurredAtOf, secondsFromTo, timeOf } from '../../kernel/reported-fold.js';
import type { Projection, TableSpec } from '../../platform/projections/projection.js';
import { reportedSubject } from '../../platform/projections/reported-subject.js';
import { approvalDecisions, type DecidedData, deciderName, isDisregarded } from './approval-decisions.projector.js';

type RequestedData = Extract<ApprovalEvent, { type: 'ApprovalRequested' }>['data'];

export interface ApprovalRow {
  readonly id: string;
  readonly title: string | null;
  readonly resource: string | null;
  readonly description: string | null;
  readonly requested_by: string | null;
  readonly agent_id: string | null;
  readonly run_id: string | null;
  readonly stage_id: string | null;
  /** Empty: anyone who may operate. */
  readonly required_approvers: readonly string[];
  /** Null while the request has not been reported, as with the other things that only it says. */
  readonly required_count: number | null;
  readonly timeout_seconds: number | null;
  readonly timeout_action: 'approve' | 'reject' | null;
  readonly requested_at: Date | null;
  readonly status: ApprovalStatus;
  readonly approval_count: number;
  readonly rejection_count: number;
  /** Who was asked to decide in another's place. */
  readonly delegates: readonly string[];
  /** The one that settled it, and its circumstances; null while it is open. */
  readonly decision: ApprovalDecision | null;
  readonly decided_by: string | null;
  readonly decided_by_name: string | null;
  readonly decided_via: DecidedData['via'] | null;
  readonly decided_at: Date | null;
  readonly comment: string | null;
  readonly wait_seconds: number | null;
  readonly updated_at: Date;
  readonly flags: readonly string[];
  readonly demo: boolean;
}

const approvalsTable: TableSpec<ApprovalRow> = {
  name: 'approvals',
  columns: {
    id: 'text',
    title: 'text',
    resource: 'text',
    description: 'text',
    requested_by: 'text',
    agent_id: 'text',
    run_id: 'text',
    stage_id: 'text',
    required_approvers: 'text[]',
    required_count: 'integer',
    timeout_seconds: 'double precision',
    timeout_action: 'text',
    requested_at: 'timestamptz',
    status: 'text',
    approval_count: 'integer',
    rejection_count: 'integer',
    delegates: 'text[]',
    decision: 'text',
    decided_by: 'text',
    decided_by_name: 'text',
    decided_via: 'text',
    decided_at: 'timestamptz',
    comment: 'text',
    wait_seconds: 'double precision',
    updated_at: 'timestamptz',
    flags: 'text[]',
    demo: 'boolean',
  },
  key: ['id'],
  nullable: [
    'title',
    'resource',
    'description',
    'requested_by',
    'agent_id',
    'run_id',
    'stage_id',
    'required_count',
    'timeout_seconds',
    'timeout_action',
    'requested_at',
    'decision',
    'decided_by',
    'decided_by_name',
    'decided_via',
    'decided_at',
    'comment',
    'wait_seconds',
  ],
  indexes: [
    '(updated_at desc, id desc)',
    `(coalesce(requested_at, '0001-01-01T00:00:00Z'::timestamptz) desc, id desc)`,
    '(status)',
    '(resource)',
  ],
};

/** As it is while nobody has decided. */
const undecided = {
  status: 'pending',
  approval_count: 0,
  rejection_count: 0,
  delegates: [],
  decision: null,
  decided_by: null,
  decided_by_name: null,
  decided_via: null,
  decided_at: null,
  comment: null,
} satisfies Partial<ApprovalRow>;

function placeholder(id: string, event: RecordedEvent): ApprovalRow {
  return {
    id,
    title: null,
    resource: null,
    description: null,
    requested_by: null,
    agent_id: null,
    run_id: null,
    stage_id: null,
    required_approvers: [],
    required_count: null,
    timeout_seconds: null,
    timeout_action: null,
    requested_at: null,
    ...undecided,
    wait_seconds: null,
    updated_at: occurredAtOf(event),
    flags: [],
    demo: false,
  };
}

function requested(row: ApprovalRow, data: RequestedData, at: Date): ApprovalRow {
  // The first one tells; a repetition of it tells nothing new.
  if (row.required_count !== null) return row;
  const byOthers = data.flags?.includes('decided_by_others') === true && row.status !== 'timed_out';
  return {
    ...row,
    ...(byOthers ? undecided : {}),
    title: data.title ?? null,
    resource: data.resource ?? null,
    description: data.description ?? null,
    requested_by: data.requestedBy ?? null,
    agent_id: data.agentId ?? null,
    run_id: data.runId ?? null,
    stage_id: data.stageId ?? null,
    required_approvers: data.requiredApprovers ?? [],
    required_count: data.requiredCount,
    timeout_seconds: data.timeoutSeconds ?? null,
    timeout_action: data.timeoutAction ?? null,
    requested_at: timeOf(data.requestedAt) ?? at,
    updated_at: later(row.updated_at, at),
    flags: joinFlags(row.flags, data.flags),
  };
}

const open: readonly ApprovalStatus[] = ['pending', 'delegated'];

function decided(before: ApprovalRow, data: DecidedData, recorded: RecordedEvent): ApprovalRow {
  const at = occurredAtOf(recorded);
  const noted = {
    ...before,
    updated_at: later(before.updated_at, at),
    flags: joinFlags(before.flags, data.flags),
  };
  if (isDisregarded(data.flags)) return noted;
  const row = {
    ...noted,
    approval_count: data.approvalCount,
    rejection_count: data.rejectionCount,
    delegates: data.delegatedTo === undefined ? before.delegates : joinFlags(before.delegates, [data.delegatedTo]),
  };
  // What settled it first has settled it.
  if (!open.includes(before.status)) return row;
  if (open.includes(data.status)) return { ...row, status: data.status };
  return {
    ...row,
    status: data.status,
    decision: data.decision,
    decided_by: data.decidedBy,
    decided_by_name: deciderName(data, recorded),
    decided_via: data.via,
    decided_at: at,
    comment: data.comment ?? null,
  };
}

function fold(row: ApprovalRow, recorded: RecordedEvent): ApprovalRow {
  const event = recorded as unknown as ApprovalEvent;
  switch (event.type) {
    case 'ApprovalRequested':
      return requested(row, event.data, occurredAtOf(recorded));
    case 'ApprovalDecided':
      return decided(row, event.data, recorded);
    default:
      return exhaustive(event);
  }
}

const approvals = reportedSubject<ApprovalRow>({
  table: approvalsTable,
  idField: 'approvalId',
  placeholder,
  fold,
  derived: (row) => ({ wait_seconds: secondsFromTo(row.requested_at, row.decided_at) }),
});

/** What was asked for, who decided and how long it took; decisions may come before the request. */
export const approvalsProjection: Projection = {
  name: 'approvals',
  version: 1,
  types: ['ApprovalRequested', 'ApprovalDecided'],
  outputs: [approvals, approvalDecisions],
};
