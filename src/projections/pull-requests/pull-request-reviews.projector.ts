import type { PullRequestEvent, reviewerTypes, reviewVerdicts } from '../../events/pull-request.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { occurredAtOf, timeOf } from '../../kernel/reported-fold.js';
import type { FoldOutput, TableSpec } from '../../platform/projections/projection.js';

/** One review of a pull request. Either half of it, the verdict or its dismissal, may be told first. */
export interface PullRequestReviewRow {
  readonly pull_request_id: string;
  /** The review's id with the reporter; of one without an id, where it stands in the log. */
  readonly review_key: string;
  readonly review_id: string | null;
  readonly reviewer: string | null;
  readonly reviewer_type: (typeof reviewerTypes)[number] | null;
  /** Null while only its dismissal has been reported. */
  readonly verdict: (typeof reviewVerdicts)[number] | null;
  readonly comment: string | null;
  readonly url: string | null;
  readonly requested_at: Date | null;
  readonly submitted_at: Date | null;
  readonly turnaround_seconds: number | null;
  readonly dismissed_at: Date | null;
  readonly dismissed_by: string | null;
}

const pullRequestReviewsTable: TableSpec<PullRequestReviewRow> = {
  name: 'pull_request_reviews',
  columns: {
    pull_request_id: 'text',
    review_key: 'text',
    review_id: 'text',
    reviewer: 'text',
    reviewer_type: 'text',
    verdict: 'text',
    comment: 'text',
    url: 'text',
    requested_at: 'timestamptz',
    submitted_at: 'timestamptz',
    turnaround_seconds: 'double precision',
    dismissed_at: 'timestamptz',
    dismissed_by: 'text',
  },
  key: ['pull_request_id', 'review_key'],
  nullable: [
    'review_id',
    'reviewer',
    'reviewer_type',
    'verdict',
    'comment',
    'url',
    'requested_at',
    'submitted_at',
    'turnaround_seconds',
    'dismissed_at',
    'dismissed_by',
  ],
};

type ReviewEvent = Extract<PullRequestEvent, { type: 'ReviewSubmitted' | 'ReviewDismissed' }>;

function reviewEvent(recorded: RecordedEvent): ReviewEvent | undefined {
  const event = recorded as unknown as PullRequestEvent;
  return event.type === 'ReviewSubmitted' || event.type === 'ReviewDismissed' ? event : undefined;
}

function placeholder(pullRequestId: string, key: string, reviewId: string | undefined): PullRequestReviewRow {
  return {
    pull_request_id: pullRequestId,
    review_key: key,
    review_id: reviewId ?? null,
    reviewer: null,
    reviewer_type: null,
    verdict: null,
    comment: null,
    url: null,
    requested_at: null,
    submitted_at: null,
    turnaround_seconds: null,
    dismissed_at: null,
    dismissed_by: null,
  };
}

function fold(row: PullRequestReviewRow, event: ReviewEvent, at: Date): PullRequestReviewRow {
  const { data } = event;
  if (event.type === 'ReviewDismissed') {
    if (row.dismissed_at) return row;
    return {
      ...row,
      reviewer: row.reviewer ?? data.reviewer ?? null,
      dismissed_at: at,
      dismissed_by: event.data.dismissedBy ?? null,
    };
  }
  // A review that is given again under its id is what was said last.
  if (row.submitted_at && at < row.submitted_at) return row;
  return {
    ...row,
    reviewer: event.data.reviewer,
    reviewer_type: event.data.reviewerType ?? null,
    verdict: event.data.verdict,
    comment: event.data.comment ?? null,
    url: event.data.url ?? null,
    requested_at: timeOf(event.data.requestedAt),
    submitted_at: at,
    turnaround_seconds: event.data.turnaroundSeconds ?? null,
  };
}

/** The reviews of every pull request, and which of them no longer count. */
export const pullRequestReviews: FoldOutput<PullRequestReviewRow> = {
  kind: 'fold',
  table: pullRequestReviewsTable,
  keys(recorded) {
    const data = reviewEvent(recorded)?.data;
    if (!data) return [];
    return [[data.pullRequestId, data.reviewId === undefined ? `at ${recorded.position}` : `id ${data.reviewId}`]];
  },
  apply(row, recorded, [id, key]) {
    const event = reviewEvent(recorded);
    if (!event) return row;
    return fold(row ?? placeholder(String(id), String(key), event.data.reviewId), event, occurredAtOf(recorded));
  },
};
