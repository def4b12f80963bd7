import { z } from 'zod';
import { pullRequestStatuses, reviewerTypes, reviewVerdicts } from '../../events/pull-request.events.js';
import { pagedSchema } from '../../platform/http/paging.js';
import { statusStep } from '../../platform/projections/status-history.js';
import type { PullRequestReviewRow } from './pull-request-reviews.projector.js';
import type { PullRequestRow } from './pull-requests.projector.js';

const time = z.string().nullable();
const text = z.string().nullable();

const pullRequestResponse = z.object({
  id: z.string(),
  repository: text,
  number: z.int().nullable(),
  title: text,
  author: text,
  branch: text,
  baseBranch: text,
  url: text,
  draft: z.boolean().nullable().describe('Null until somebody says.'),
  agentId: text,
  epicId: text,
  storyId: text,
  status: z.enum(pullRequestStatuses),
  statusTimes: z.record(z.string(), z.string()).describe('When it came to each status first.'),
  reason: text.describe('Of the present status.'),
  mergedBy: text,
  commitSha: text.describe('Of the merge.'),
  openedAt: time,
  mergedAt: time,
  closedAt: time.describe('When it was closed without being merged; null once it is open again.'),
  cycleSeconds: z.number().nullable().describe('From opening to merge; null while either is not known.'),
  firstReviewAt: time.describe("The first verdict other than `pending`; the author's own are none."),
  reviewRounds: z
    .int()
    .nonnegative()
    .describe('The most that one reviewer approved or asked for changes; at least 1 once it has been reviewed.'),
  updatedAt: z.string().describe('Latest of its reports.'),
  flags: z.array(z.string()).describe('What was unusual about its reports.'),
  demo: z.boolean().describe('Simulated.'),
});
export type PullRequestAnswer = z.infer<typeof pullRequestResponse>;
export const pullRequestsResponse = pagedSchema(pullRequestResponse);

const pullRequestReview = z.object({
  id: text.describe('With the reporter; null for a review without an id.'),
  reviewer: text,
  reviewerType: z.enum(reviewerTypes).nullable(),
  verdict: z.enum(reviewVerdicts).nullable().describe('Null while only its dismissal has been reported.'),
  comment: text,
  url: text,
  requestedAt: time,
  submittedAt: time,
  turnaroundSeconds: z.number().nullable().describe('From request to verdict; null while either is not known.'),
  dismissedAt: time.describe('Since when the verdict no longer counts; null while it does.'),
  dismissedBy: text,
});

export const pullRequestDetailResponse = pullRequestResponse.extend({
  statusHistory: z
    .array(statusStep(pullRequestStatuses))
    .describe('Its reported steps by the time of their occurrence, the opening as `open`; at most the last 500.'),
  reviews: z.array(pullRequestReview).describe('By the time of the verdict; at most the last 500.'),
});
export type PullRequestDetail = z.infer<typeof pullRequestDetailResponse>;

export function presentPullRequest(row: PullRequestRow): PullRequestAnswer {
  return {
    id: row.id,
    repository: row.repository,
    number: row.number === null ? null : Number(row.number),
    title: row.title,
    author: row.author,
    branch: row.branch,
    baseBranch: row.base_branch,
    url: row.url,
    draft: row.draft,
    agentId: row.agent_id,
    epicId: row.epic_id,
    storyId: row.story_id,
    status: row.status,
    statusTimes: row.status_times,
    reason: row.reason,
    mergedBy: row.merged_by,
    commitSha: row.commit_sha,
    openedAt: row.opened_at?.toISOString() ?? null,
    mergedAt: row.merged_at?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
    cycleSeconds: row.cycle_seconds,
    firstReviewAt: row.first_review_at?.toISOString() ?? null,
    reviewRounds: row.review_rounds,
    updatedAt: row.updated_at.toISOString(),
    flags: [...row.flags],
    demo: row.demo,
  };
}

export function presentReview(row: PullRequestReviewRow): z.infer<typeof pullRequestReview> {
  return {
    id: row.review_id,
    reviewer: row.reviewer,
    reviewerType: row.reviewer_type,
    verdict: row.verdict,
    comment: row.comment,
    url: row.url,
    requestedAt: row.requested_at?.toISOString() ?? null,
    submittedAt: row.submitted_at?.toISOString() ?? null,
    turnaroundSeconds: row.turnaround_seconds,
    dismissedAt: row.dismissed_at?.toISOString() ?? null,
    dismissedBy: row.dismissed_by,
  };
}
