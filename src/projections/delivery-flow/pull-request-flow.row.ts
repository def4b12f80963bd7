import { pullRequestStatuses, type PullRequestStatus, type reviewVerdicts } from '../../events/pull-request.events.js';
import type { TableSpec } from '../../platform/projections/projection.js';
import type { ToldStep } from './told-steps.js';

/** A verdict on a pull request. */
export interface ToldReview {
  /** Its id with the reporter; of one without an id, what it says. */
  readonly key: string;
  readonly atMs: number;
  readonly reviewer: string;
  readonly verdict: (typeof reviewVerdicts)[number];
  readonly requestedMs: number | null;
}

/** How a pull request went: what was told of it, kept so that the order does not matter, and what it comes to. */
export interface PullRequestFlowRow {
  readonly pull_request_id: string;
  readonly demo: boolean;
  /** Who says most surely where it belongs: 2 the opening, 1 another report. */
  readonly placed_by: number;
  readonly repository: string | null;
  readonly story_id: string | null;
  readonly author: string | null;
  /** By the opening; null while it has not been reported. */
  readonly told_opened_at: Date | null;
  /** By other reports. */
  readonly said_opened_at: Date | null;
  readonly told_draft: boolean | null;
  readonly steps: readonly ToldStep<PullRequestStatus>[];
  readonly drafts: readonly ToldStep<boolean>[];
  /** When reviews were asked for, by whom was asked; empty where that is not told. */
  readonly requests: readonly ToldStep<string>[];
  readonly reviews: readonly ToldReview[];
  /** When reviews were withdrawn, by their id. */
  readonly dismissed: readonly ToldStep<string>[];
  /** Of the commit that it was merged by. */
  readonly commit_sha: string | null;

  /** What follows from it. */
  readonly opened_at: Date | null;
  readonly merged_at: Date | null;
  readonly cycle_seconds: number | null;
  readonly draft_seconds: number | null;
  readonly first_review_at: Date | null;
  readonly turnaround_seconds: number | null;
  readonly approved_at: Date | null;
  readonly merge_wait_seconds: number | null;
}

export const pullRequestFlowsTable: TableSpec<PullRequestFlowRow> = {
  name: 'pull_request_flows',
  columns: {
    pull_request_id: 'text',
    demo: 'boolean',
    placed_by: 'integer',
    repository: 'text',
    story_id: 'text',
    author: 'text',
    told_opened_at: 'timestamptz',
    said_opened_at: 'timestamptz',
    told_draft: 'boolean',
    steps: 'jsonb',
    drafts: 'jsonb',
    requests: 'jsonb',
    reviews: 'jsonb',
    dismissed: 'jsonb',
    commit_sha: 'text',
    opened_at: 'timestamptz',
    merged_at: 'timestamptz',
    cycle_seconds: 'double precision',
    draft_seconds: 'double precision',
    first_review_at: 'timestamptz',
    turnaround_seconds: 'double precision',
    approved_at: 'timestamptz',
    merge_wait_seconds: 'double precision',
  },
  key: ['pull_request_id'],
  nullable: [
    'repository',
    'story_id',
    'author',
    'told_opened_at',
    'said_opened_at',
    'told_draft',
    'commit_sha',
    'opened_at',
    'merged_at',
    'cycle_seconds',
    'draft_seconds',
    'first_review_at',
    'turnaround_seconds',
    'approved_at',
    'merge_wait_seconds',
  ],
  indexes: ['(merged_at)', '(first_review_at)', '(repository, commit_sha)', '(story_id)'],
};

export function emptyPullRequest(pullRequestId: string): PullRequestFlowRow {
  return {
    pull_request_id: pullRequestId,
    demo: false,
    placed_by: 0,
    repository: null,
    story_id: null,
    author: null,
    told_opened_at: null,
    said_opened_at: null,
    told_draft: null,
    steps: [],
    drafts: [],
    requests: [],
    reviews: [],
    dismissed: [],
    commit_sha: null,
    opened_at: null,
    merged_at: null,
    cycle_seconds: null,
    draft_seconds: null,
    first_review_at: null,
    turnaround_seconds: null,
    approved_at: null,
    merge_wait_seconds: null,
  };
}

/** Steps of one moment happen in this order. */
export const stepOrder: readonly PullRequestStatus[] = pullRequestStatuses;
