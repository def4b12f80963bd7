import { z } from 'zod';
import { nameText, reportedId, reportedTime, wholeNumber } from '../../../events/reported-fields.js';
import { checkConclusions } from '../../../events/repository.events.js';
import { streams } from '../../../events/streams.js';
import { present } from '../../../kernel/present.js';
import type { ActivityFactKind } from '../../../events/fact-kind.js';

const repository = nameText(200);
const stream = (input: { readonly repository: string }) => streams.repository(input.repository);

export const checkCompletedInput = z.strictObject({
  repository,
  checkId: reportedId,
  kind: z.enum(['check_run', 'check_suite', 'workflow_run']),
  name: nameText(300),
  conclusion: z.enum(checkConclusions),
  provider: nameText(100).optional(),
  attempt: z.int().positive().optional(),
  headSha: nameText(64).optional(),
  branch: nameText(300).optional(),
  pullRequestNumbers: z.array(z.int().positive()).max(100).optional(),
  startedAt: reportedTime.optional(),
  durationSeconds: z.number().nonnegative().max(31_536_000).optional(),
  url: nameText(2_000).optional(),
});

export const checkCompletedKind: ActivityFactKind<z.infer<typeof checkCompletedInput>> = {
  mode: 'activity',
  type: 'CheckCompleted',
  input: checkCompletedInput,
  stream,
  record: (input) => ({ type: 'CheckCompleted', data: present(input) }),
};

export const commitsPushedInput = z.strictObject({
  repository,
  ref: nameText(500),
  branch: nameText(500).optional(),
  before: nameText(64),
  after: nameText(64),
  change: z.enum(['created', 'updated', 'deleted']),
  forced: z.boolean().optional(),
  commitCount: wholeNumber('commits'),
  pusher: nameText(200).optional(),
  commits: z
    .array(
      z.strictObject({
        sha: nameText(64),
        title: nameText(200),
        author: nameText(200).optional(),
        committedAt: reportedTime.optional().describe('When it was made.'),
      }),
    )
    .max(20)
    .optional(),
});

export const commitsPushedKind: ActivityFactKind<z.infer<typeof commitsPushedInput>> = {
  mode: 'activity',
  type: 'CommitsPushed',
  input: commitsPushedInput,
  stream,
  record: ({ commits, ...rest }) => ({
    type: 'CommitsPushed',
    data: present({ ...rest, commits: commits?.map((commit) => present(commit)) }),
  }),
};

export const issueStatusChangedInput = z.strictObject({
  repository,
  number: z.int().positive(),
  change: z.enum(['opened', 'closed', 'reopened', 'deleted', 'transferred']),
  reason: nameText(200).optional(),
  title: nameText(500).optional(),
  author: nameText(200).optional(),
  labels: z.array(nameText(200)).max(100).optional(),
  url: nameText(2_000).optional(),
  openedAt: reportedTime.optional(),
});

/** What each change makes of an issue. */
const outcomes = {
  opened: 'open',
  closed: 'closed',
  reopened: 'open',
  deleted: 'deleted',
  transferred: 'transferred',
} as const;

export const issueStatusChangedKind: ActivityFactKind<z.infer<typeof issueStatusChangedInput>> = {
  mode: 'activity',
  type: 'IssueStatusChanged',
  input: issueStatusChangedInput,
  stream,
  record: (input) => ({ type: 'IssueStatusChanged', data: present({ ...input, to: outcomes[input.change] }) }),
};
