import type { PullRequestEvent, PullRequestStatus } from '../../events/pull-request.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { exhaustive } from '../../kernel/exhaustive.js';
import {
  enter,
  joinFlags,
  later,
  occurredAtOf,
  secondsFromTo,
  type StatusTimes,
  timeOf,
} from '../../kernel/reported-fold.js';
import type { Projection, TableSpec } from '../../platform/projections/projection.js';
import { reportedSubject } from '../../platform/projections/reported-subject.js';
import { pullRequestReviews } from './pull-request-reviews.projector.js';
import { pullRequestSteps } from './pull-request-steps.projector.js';
import { type ReviewerParts, reviewSummary, withReview } from './review-rounds.js';

export interface PullRequestRow {
  readonly id: string;
  readonly repository: string | null;
  readonly number: number | null;
  readonly title: string | null;
  readonly author: string | null;
  readonly branch: string | null;
  readonly base_branch: string | null;
  readonly url: string | null;
  /** Null until somebody says. */
  readonly draft: boolean | null;
  /** When it became, or ceased to be, a draft; null while that has not been reported. */
  readonly draft_since: Date | null;
  readonly agent_id: string | null;
  readonly epic_id: string | null;
  readonly story_id: string | null;
  readonly status: PullRequestStatus;
  /** When the status began, by the report of it; null while no status has been reported. */
  readonly status_since: Date | null;
  readonly status_times: StatusTimes;
  readonly reason: string | null;
  readonly merged_by: string | null;
  readonly commit_sha: string | null;
  /** The opening itself has been reported. */
  readonly opened: boolean;
  /** By the opening; while it has not been reported, by what other reports say of it. */
  readonly opened_at: Date | null;
  readonly merged_at: Date | null;
  readonly closed_at: Date | null;
  readonly cycle_seconds: number | null;
  readonly reviewers: ReviewerParts;
  readonly first_review_at: Date | null;
  readonly review_rounds: number;
  readonly updated_at: Date;
  readonly flags: readonly string[];
  readonly demo: boolean;
}

const pullRequestsTable: TableSpec<PullRequestRow> = {
  name: 'pull_requests',
  columns: {
    id: 'text',
    repository: 'text',
    number: 'bigint',
    title: 'text',
    author: 'text',
    branch: 'text',
    base_branch: 'text',
    url: 'text',
    draft: 'boolean',
    draft_since: 'timestamptz',
    agent_id: 'text',
    epic_id: 'text',
    story_id: 'text',
    status: 'text',
    status_since: 'timestamptz',
    status_times: 'jsonb',
    reason: 'text',
    merged_by: 'text',
    commit_sha: 'text',
    opened: 'boolean',
    opened_at: 'timestamptz',
    merged_at: 'timestamptz',
    closed_at: 'timestamptz',
    cycle_seconds: 'double precision',
    reviewers: 'jsonb',
    first_review_at: 'timestamptz',
    review_rounds: 'integer',
    updated_at: 'timestamptz',
    flags: 'text[]',
    demo: 'boolean',
  },
  key: ['id'],
  nullable: [
    'repository',
    'number',
    'title',
    'author',
    'branch',
    'base_branch',
    'url',
    'draft',
    'draft_since',
    'agent_id',
    'epic_id',
    'story_id',
    'status_since',
    'reason',
    'merged_by',
    'commit_sha',
    'opened_at',
    'merged_at',
    'closed_at',
    'cycle_seconds',
    'first_review_at',
  ],
  indexes: [
    '(updated_at desc, id desc)',
    `(coalesce(opened_at, '0001-01-01T00:00:00Z'::timestamptz) desc, id desc)`,
    '(status)',
    '(repository)',
    '(story_id)',
    '(agent_id)',
  ],
};

function placeholder(id: string, event: RecordedEvent): PullRequestRow {
  return {
    id,
    repository: null,
    number: null,
    title: null,
    author: null,
    branch: null,
    base_branch: null,
    url: null,
    draft: null,
    draft_since: null,
    agent_id: null,
    epic_id: null,
    story_id: null,
    status: 'open',
    status_since: null,
    status_times: {},
    reason: null,
    merged_by: null,
    commit_sha: null,
    opened: false,
    opened_at: null,
    merged_at: null,
    closed_at: null,
    cycle_seconds: null,
    reviewers: [],
    first_review_at: null,
    review_rounds: 0,
    updated_at: occurredAtOf(event),
    flags: [],
    demo: false,
  };
}

/** Where it belongs, as far as it was not known. */
function placed(row: PullRequestRow, data: PullRequestEvent['data'], at: Date): PullRequestRow {
  return {
    ...row,
    repository: row.repository ?? data.repository ?? null,
    number: row.number ?? data.number ?? null,
    agent_id: row.agent_id ?? data.agentId ?? null,
    epic_id: row.epic_id ?? data.epicId ?? null,
    story_id: row.story_id ?? data.storyId ?? null,
    updated_at: later(row.updated_at, at),
  };
}

type DataOf<Type extends PullRequestEvent['type']> = Extract<PullRequestEvent, { type: Type }>['data'];

function opened(before: PullRequestRow, data: DataOf<'PullRequestOpened'>, at: Date): PullRequestRow {
  // The first one tells; a repetition of it tells nothing new.
  if (before.opened) return before;
  return {
    ...placed(before, data, at),
    // The opening's word on where it belongs goes before that of other reports.
    repository: data.repository ?? before.repository,
    number: data.number ?? before.number,
    agent_id: data.agentId ?? before.agent_id,
    epic_id: data.epicId ?? before.epic_id,
    story_id: data.storyId ?? before.story_id,
    title: data.title ?? null,
    author: data.author ?? null,
    branch: data.branch ?? null,
    base_branch: data.baseBranch ?? null,
    url: data.url ?? null,
    draft: before.draft ?? data.draft ?? null,
    // It waited for its turn; being opened is a step then.
    ...(data.from && { status: 'open', status_since: at, reason: null }),
    opened: true,
    opened_at: at,
    status_times: enter(before.status_times, 'open', at),
    flags: joinFlags(before.flags, data.flags),
  };
}

function statusChanged(before: PullRequestRow, data: DataOf<'PullRequestStatusChanged'>, at: Date): PullRequestRow {
  const row = {
    ...placed(before, data, at),
    opened_at: before.opened_at ?? timeOf(data.openedAt),
    status_times: enter(before.status_times, data.to, at),
    flags: joinFlags(before.flags, data.flags),
  };
  if (data.flags?.includes('late') && before.status_since !== null) {
    return {
      ...row,
      merged_by: row.merged_by ?? data.mergedBy ?? null,
      commit_sha: row.commit_sha ?? data.commitSha ?? null,
    };
  }
  return {
    ...row,
    status: data.to,
    status_since: at,
    reason: data.reason ?? null,
    merged_by: data.mergedBy ?? row.merged_by,
    commit_sha: data.commitSha ?? row.commit_sha,
  };
}

function draftChanged(row: PullRequestRow, data: DataOf<'PullRequestDraftChanged'>, at: Date): PullRequestRow {
  if (row.draft_since && at < row.draft_since) return placed(row, data, at);
  return { ...placed(row, data, at), draft: data.draft, draft_since: at };
}

function reviewed(row: PullRequestRow, data: DataOf<'ReviewSubmitted'>, at: Date): PullRequestRow {
  return {
    ...placed(row, data, at),
    opened_at: row.opened_at ?? timeOf(data.openedAt),
    reviewers: withReview(row.reviewers, data, at),
    flags: joinFlags(row.flags, data.flags),
  };
}

function fold(row: PullRequestRow, event: PullRequestEvent, at: Date): PullRequestRow {
  switch (event.type) {
    case 'PullRequestOpened':
      return opened(row, event.data, at);
    case 'PullRequestStatusChanged':
      return statusChanged(row, event.data, at);
    case 'PullRequestDraftChanged':
      return draftChanged(row, event.data, at);
    case 'ReviewSubmitted':
      return reviewed(row, event.data, at);
    case 'ReviewRequested':
    case 'ReviewDismissed':
      return placed(row, event.data, at);
    default:
      return exhaustive(event);
  }
}

const ended: readonly PullRequestStatus[] = ['merged', 'closed', 'failed'];

/** What follows from the rest of the row: its ends, and what the reviewers did. */
function derived(row: PullRequestRow) {
  // Merged is merged, even when a report that it was closed comes after it.
  const mergedAt = ended.includes(row.status) ? timeOf(row.status_times['merged']) : null;
  return {
    merged_at: mergedAt,
    closed_at: row.status === 'closed' && !mergedAt ? row.status_since : null,
    cycle_seconds: secondsFromTo(row.opened_at, mergedAt),
    ...reviewSummary(row.reviewers, row.author),
  };
}

const pullRequests = reportedSubject<PullRequestRow>({
  table: pullRequestsTable,
  idField: 'pullRequestId',
  placeholder,
  fold: (row, recorded) => fold(row, recorded as unknown as PullRequestEvent, occurredAtOf(recorded)),
  derived,
});

/** Pull requests with their reviews: where each stands and how long it took; reports may come before the opening. */
export const pullRequestsProjection: Projection = {
  name: 'pull-requests',
  version: 1,
  types: [
    'PullRequestOpened',
    'PullRequestStatusChanged',
    'PullRequestDraftChanged',
    'ReviewRequested',
    'ReviewSubmitted',
    'ReviewDismissed',
  ],
  outputs: [pullRequests, pullRequestSteps, pullRequestReviews],
};
