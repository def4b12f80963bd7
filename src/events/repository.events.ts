import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';

export const checkConclusions = [
  'success',
  'failure',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
  'neutral',
  'stale',
  'startup_failure',
] as const;
export type CheckConclusion = (typeof checkConclusions)[number];

const repository = z.string().min(1).max(200);

export const checkCompleted = defineEvent({
  type: 'CheckCompleted',
  version: 1,
  summary: 'A continuous-integration check, suite or workflow run came to an end.',
  category: 'repository',
  data: z.object({
    repository,
    checkId: z.string().min(1).max(200),
    /** A workflow run contains suites, a suite contains runs: count one kind only. */
    kind: z.enum(['check_run', 'check_suite', 'workflow_run']),
    name: z.string().max(300),
    conclusion: z.enum(checkConclusions),
    provider: z.string().max(100).optional(),
    attempt: z.int().positive().optional(),
    headSha: z.string().max(64).optional(),
    branch: z.string().max(300).optional(),
    pullRequestNumbers: z.array(z.int().positive()).max(100).optional(),
    startedAt: z.string().optional(),
    durationSeconds: z.number().nonnegative().optional(),
    url: z.string().max(2_000).optional(),
  }),
});

export const commitsPushed = defineEvent({
  type: 'CommitsPushed',
  version: 1,
  summary: 'Commits were pushed, or a branch or tag was made or deleted by a push.',
  category: 'repository',
  data: z.object({
    repository,
    /** `refs/heads/main`, `refs/tags/v1`. */
    ref: z.string().min(1).max(500),
    branch: z.string().max(500).optional(),
    before: z.string().max(64),
    after: z.string().max(64),
    change: z.enum(['created', 'updated', 'deleted']),
    forced: z.boolean().optional(),
    commitCount: z.int().nonnegative(),
    pusher: z.string().max(200).optional(),
    /** The latest ones, first lines only. */
    commits: z
      .array(
        z.object({
          sha: z.string().max(64),
          title: z.string().max(200),
          author: z.string().max(200).optional(),
          /** When it was made, by itself: before it was pushed, mostly. */
          committedAt: z.string().optional(),
        }),
      )
      .max(20)
      .optional(),
  }),
});

export const issueStatusChanged = defineEvent({
  type: 'IssueStatusChanged',
  version: 1,
  summary: 'An issue of a repository was opened, closed, opened again or taken away.',
  category: 'repository',
  data: z.object({
    repository,
    number: z.int().positive(),
    to: z.enum(['open', 'closed', 'deleted', 'transferred']),
    /** `reopened` where `to` alone does not say. */
    change: z.enum(['opened', 'closed', 'reopened', 'deleted', 'transferred']),
    reason: z.string().max(200).optional(),
    title: z.string().max(500).optional(),
    author: z.string().max(200).optional(),
    labels: z.array(z.string().max(200)).max(100).optional(),
    url: z.string().max(2_000).optional(),
    openedAt: z.string().optional(),
  }),
});

export const repositoryEvents = [checkCompleted, commitsPushed, issueStatusChanged] as const;
export type RepositoryEvent = EventOf<(typeof repositoryEvents)[number]>;
