import type { ApprovalDecision, ApprovalEvent, ApprovalStatus } from '../../events/approval.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { occurredAtOf } from '../../kernel/reported-fold.js';
import type { InsertOutput, TableSpec } from '../../platform/projections/projection.js';

export type DecidedData = Extract<ApprovalEvent, { type: 'ApprovalDecided' }>['data'];

/** One decision on an approval, whether it settled it, was one of several that are needed, or came too late. */
export interface ApprovalDecisionRow {
  readonly approval_id: string;
  readonly position: string;
  readonly decision: ApprovalDecision;
  /** Of the approval after this decision. */
  readonly status: ApprovalStatus;
  readonly via: DecidedData['via'];
  readonly decided_by: string;
  readonly decided_by_name: string;
  readonly comment: string | null;
  readonly delegated_to: string | null;
  readonly reported_by: string;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly flags: readonly string[];
}

const approvalDecisionsTable: TableSpec<ApprovalDecisionRow> = {
  name: 'approval_decisions',
  columns: {
    approval_id: 'text',
    position: 'text',
    decision: 'text',
    status: 'text',
    via: 'text',
    decided_by: 'text',
    decided_by_name: 'text',
    comment: 'text',
    delegated_to: 'text',
    reported_by: 'text',
    occurred_at: 'timestamptz',
    recorded_at: 'timestamptz',
    flags: 'text[]',
  },
  key: ['approval_id', 'position'],
  nullable: ['comment', 'delegated_to'],
};

/** The name shown to people: who decided here is recorded by the id of the key, who decided elsewhere by name. */
export function deciderName({ via, decidedBy }: DecidedData, { meta }: RecordedEvent): string {
  return via === 'service' ? meta.actor.name : decidedBy;
}

/** Whether a decision was by somebody whom the request does not name: on record, and without effect. */
export function isDisregarded(flags: readonly string[] | undefined): boolean {
  return flags?.includes('not_an_approver') ?? false;
}

/** Every decision on every approval. */
export const approvalDecisions: InsertOutput<ApprovalDecisionRow> = {
  kind: 'insert',
  table: approvalDecisionsTable,
  rows(recorded) {
    const { type, data } = recorded as unknown as ApprovalEvent;
    if (type !== 'ApprovalDecided') return [];
    return [
      {
        approval_id: data.approvalId,
        position: recorded.position,
        decision: data.decision,
        status: data.status,
        via: data.via,
        decided_by: data.decidedBy,
        decided_by_name: deciderName(data, recorded),
        comment: data.comment ?? null,
        delegated_to: data.delegatedTo ?? null,
        reported_by: recorded.meta.actor.name,
        occurred_at: occurredAtOf(recorded),
        recorded_at: recorded.recordedAt,
        flags: data.flags ?? [],
      },
    ];
  },
};
