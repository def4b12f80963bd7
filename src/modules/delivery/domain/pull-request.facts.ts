import { z } from 'zod';
import { type PullRequestStatus, pullRequestStatuses } from '../../../events/pull-request.events.js';
import { freeText, nameText, reportedId, reportedTime } from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import { present } from '../../../kernel/present.js';
import { judgeStep, secondsBetween } from '../../../kernel/reported-life.js';
import { assertSameContent } from '../../../kernel/same-content.js';
import type { LifecycleFactKind } from '../../../events/fact-kind.js';
import {
  evolvePullRequest,
  isLegalPullRequestStep,
  isWaiting,
  noPullRequest,
  type PullRequestLife,
} from './pull-request-life.js';
import { flagsOf, oneStatus, oneStatusProblem, statusFields, statusOf } from './reported-status.js';

/** Where a pull request belongs; used from a later report only while its opening has not been reported. */
export const pullRequestWork = {
  repository: nameText(200).optional(),
  number: z.int().positive().optional(),
  agentId: reportedId.optional(),
  epicId: reportedId.optional(),
  storyId: reportedId.optional(),
};
type Work = { readonly [Field in keyof typeof pullRequestWork]?: z.infer<(typeof pullRequestWork)[Field]> };

/** What is known of where it belongs: the opening's word first. */
export function workOf(life: PullRequestLife, input: Work): Work {
  const known = life.opening;
  return {
    repository: known?.repository ?? input.repository,
    number: known?.number ?? input.number,
    agentId: known?.agentId ?? input.agentId,
    epicId: known?.epicId ?? input.epicId,
    storyId: known?.storyId ?? input.storyId,
  };
}

const common = {
  mode: 'lifecycle' as const,
  stream: ({ pullRequestId }: { readonly pullRequestId: string }) => streams.pullRequest(pullRequestId),
  initial: noPullRequest,
  evolve: evolvePullRequest,
};

export const pullRequestOpenedInput = z.strictObject({
  pullRequestId: reportedId,
  ...pullRequestWork,
  title: nameText(500).optional(),
  author: nameText(200).optional(),
  branch: nameText(300).optional(),
  baseBranch: nameText(300).optional(),
  draft: z.boolean().optional(),
  url: nameText(2_000).optional(),
});

export const pullRequestOpenedKind: LifecycleFactKind<z.infer<typeof pullRequestOpenedInput>, PullRequestLife> = {
  ...common,
  type: 'PullRequestOpened',
  input: pullRequestOpenedInput,
  decide(input, life) {
    const opening = present(input);
    if (life.opening) {
      assertSameContent('pull request', 'PULL_REQUEST_EXISTS', input.pullRequestId, life.opening, opening);
      return [];
    }
    const { current } = life;
    const before = current === undefined ? {} : isWaiting(current) ? { from: current } : { flags: ['late'] };
    return [{ type: 'PullRequestOpened', data: { ...opening, ...before } }];
  },
};

/** Before it is checked that the status is named once. */
export const pullRequestStatusReport = z.strictObject({
  pullRequestId: reportedId,
  ...statusFields(pullRequestStatuses),
  ...pullRequestWork,
  reason: freeText(2_000).optional(),
  mergedBy: nameText(200).optional(),
  commitSha: nameText(64).optional(),
  openedAt: reportedTime.optional().describe('Used while its opening has not been reported.'),
});
export const pullRequestStatusChangedInput = pullRequestStatusReport.refine(oneStatus, oneStatusProblem);

export const pullRequestStatusChangedKind: LifecycleFactKind<
  z.infer<typeof pullRequestStatusChangedInput>,
  PullRequestLife
> = {
  ...common,
  type: 'PullRequestStatusChanged',
  input: pullRequestStatusChangedInput,
  decide(input, life, occurredAt, identified) {
    const to = statusOf<PullRequestStatus>(input);
    const judgement = judgeStep<PullRequestStatus>(life, to, occurredAt, isLegalPullRequestStep, identified);
    if (!judgement) return [];
    const openedAt = life.openedAt ?? input.openedAt;
    const data = present({
      pullRequestId: input.pullRequestId,
      ...workOf(life, input),
      from: judgement.from,
      to,
      reason: input.reason,
      mergedBy: input.mergedBy,
      commitSha: input.commitSha,
      openedAt,
      cycleSeconds: to === 'merged' && !judgement.late ? secondsBetween(openedAt, occurredAt) : undefined,
      // Waiting for its turn comes before being opened.
      flags: flagsOf({ ...judgement, early: judgement.early && !isWaiting(to) }),
    });
    return [{ type: 'PullRequestStatusChanged', data }];
  },
};

export const pullRequestDraftChangedInput = z.strictObject({
  pullRequestId: reportedId,
  ...pullRequestWork,
  draft: z.boolean(),
});

export const pullRequestDraftChangedKind: LifecycleFactKind<
  z.infer<typeof pullRequestDraftChangedInput>,
  PullRequestLife
> = {
  ...common,
  type: 'PullRequestDraftChanged',
  input: pullRequestDraftChangedInput,
  decide(input, life, _occurredAt, identified) {
    // With an identity of its own it may be the one that is told before another that lies in between.
    if (life.draft === input.draft && !identified) return [];
    const { pullRequestId, draft } = input;
    return [{ type: 'PullRequestDraftChanged', data: present({ pullRequestId, ...workOf(life, input), draft }) }];
  },
};
