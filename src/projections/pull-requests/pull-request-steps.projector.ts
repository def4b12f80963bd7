import type { PullRequestEvent, PullRequestStatus } from '../../events/pull-request.events.js';
import { occurredAtOf } from '../../kernel/reported-fold.js';
import type { InsertOutput, TableSpec } from '../../platform/projections/projection.js';

/** One reported step of a pull request, whether it was in time, late or impossible. */
export interface PullRequestStepRow {
  readonly pull_request_id: string;
  readonly position: string;
  readonly from_status: PullRequestStatus | null;
  readonly to_status: PullRequestStatus;
  readonly reason: string | null;
  readonly reported_by: string;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly flags: readonly string[];
}

const pullRequestStepsTable: TableSpec<PullRequestStepRow> = {
  name: 'pull_request_steps',
  columns: {
    pull_request_id: 'text',
    position: 'text',
    from_status: 'text',
    to_status: 'text',
    reason: 'text',
    reported_by: 'text',
    occurred_at: 'timestamptz',
    recorded_at: 'timestamptz',
    flags: 'text[]',
  },
  key: ['pull_request_id', 'position'],
  nullable: ['from_status', 'reason'],
  indexes: ['(pull_request_id, occurred_at, position)'],
};

/** The status history of every pull request; its opening is the step to `open`. */
export const pullRequestSteps: InsertOutput<PullRequestStepRow> = {
  kind: 'insert',
  table: pullRequestStepsTable,
  rows(recorded) {
    const event = recorded as unknown as PullRequestEvent;
    if (event.type !== 'PullRequestOpened' && event.type !== 'PullRequestStatusChanged') return [];
    const step = event.type === 'PullRequestStatusChanged' ? event.data : undefined;
    return [
      {
        pull_request_id: event.data.pullRequestId,
        position: recorded.position,
        from_status: event.data.from ?? null,
        to_status: step?.to ?? 'open',
        reason: step?.reason ?? null,
        reported_by: recorded.meta.actor.name,
        occurred_at: occurredAtOf(recorded),
        recorded_at: recorded.recordedAt,
        flags: event.data.flags ?? [],
      },
    ];
  },
};
