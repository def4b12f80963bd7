import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';
import { flagsField } from './report-flags.js';

export const pullRequestStatuses = [
  'queued',
  'creating',
  'open',
  'reviewing',
  'fixing',
  'merging',
  'merged',
  'failed',
  'closed',
] as const;
export type PullRequestStatus = (typeof pullRequestStatuses)[number];

export const reviewVerdicts = ['approved', 'changes_requested', 'needs_discussion', 'pending'] as const;
export const reviewerTypes = ['automated', 'human', 'copilot', 'external'] as const;

/** `owner/repo#number` for GitHub's. */
const pullRequestId = z.string().min(1).max(200);
const work = {
  repository: z.string().max(200).optional(),
  number: z.int().positive().optional(),
  agentId: z.string().max(200).optional(),
  epicId: z.string().max(200).optional(),
  storyId: z.string().max(200).optional(),
};

export const pullRequestOpened = defineEvent({
  type: 'PullRequestOpened',
  version: 1,
  summary: 'A pull request was opened.',
  category: 'pullRequest',
  data: z.object({
    pullRequestId,
    ...work,
    title: z.string().max(500).optional(),
    author: z.string().max(200).optional(),
    branch: z.string().max(300).optional(),
    baseBranch: z.string().max(300).optional(),
    draft: z.boolean().optional(),
    url: z.string().max(2_000).optional(),
    /** What it was while it waited for its turn, where that was reported. */
    from: z.enum(['queued', 'creating']).optional(),
    flags: flagsField,
  }),
});

export const pullRequestStatusChanged = defineEvent({
  type: 'PullRequestStatusChanged',
  version: 1,
  summary: 'A pull request went from one status to another.',
  category: 'pullRequest',
  data: z.object({
    pullRequestId,
    ...work,
    from: z.enum(pullRequestStatuses).optional(),
    to: z.enum(pullRequestStatuses),
    reason: z.string().max(2_000).optional(),
    mergedBy: z.string().max(200).optional(),
    commitSha: z.string().max(64).optional(),
    openedAt: z.string().optional(),
    /** On merged: seconds from openedAt to now, by occurredAt. */
    cycleSeconds: z.number().nonnegative().optional(),
    flags: flagsField,
  }),
});

export const pullRequestDraftChanged = defineEvent({
  type: 'PullRequestDraftChanged',
  version: 1,
  summary: 'A pull request became a draft, or ready for review.',
  category: 'pullRequest',
  data: z.object({ pullRequestId, ...work, draft: z.boolean() }),
});

export const reviewRequested = defineEvent({
  type: 'ReviewRequested',
  version: 1,
  summary: 'A review of a pull request was asked for.',
  category: 'pullRequest',
  data: z.object({
    pullRequestId,
    ...work,
    /** Who was asked: a person, a program or a team. */
    reviewer: z.string().max(200).optional(),
  }),
});

export const reviewSubmitted = defineEvent({
  type: 'ReviewSubmitted',
  version: 1,
  summary: 'A reviewer gave a verdict on a pull request.',
  category: 'pullRequest',
  data: z.object({
    pullRequestId,
    ...work,
    reviewId: z.string().max(200).optional(),
    reviewer: z.string().max(200),
    reviewerType: z.enum(reviewerTypes).optional(),
    verdict: z.enum(reviewVerdicts),
    comment: z.string().max(10_000).optional(),
    url: z.string().max(2_000).optional(),
    openedAt: z.string().optional(),
    /** Asked for at, or ready since, whichever came last; else when it was opened. */
    requestedAt: z.string().optional(),
    /** Seconds from requestedAt to now, by occurredAt. */
    turnaroundSeconds: z.number().nonnegative().optional(),
    flags: z.array(z.enum(['before_creation'])).optional(),
  }),
});

export const reviewDismissed = defineEvent({
  type: 'ReviewDismissed',
  version: 1,
  summary: 'A verdict on a pull request was withdrawn and no longer counts.',
  category: 'pullRequest',
  data: z.object({
    pullRequestId,
    ...work,
    reviewId: z.string().max(200),
    reviewer: z.string().max(200).optional(),
    dismissedBy: z.string().max(200).optional(),
  }),
});

export const pullRequestEvents = [
  pullRequestOpened,
  pullRequestStatusChanged,
  pullRequestDraftChanged,
  reviewSubmitted,
  reviewRequested,
  reviewDismissed,
] as const;
export type PullRequestEvent = EventOf<(typeof pullRequestEvents)[number]>;
