import { z } from 'zod';
import { reviewerTypes, reviewVerdicts } from '../../../events/pull-request.events.js';
import { freeText, nameText, reportedId, reportedTime } from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import { present } from '../../../kernel/present.js';
import { secondsBetween } from '../../../kernel/reported-life.js';
import type { LifecycleFactKind } from '../../../events/fact-kind.js';
import { pullRequestWork, workOf } from './pull-request.facts.js';
import {
  evolvePullRequest,
  noPullRequest,
  type PullRequestLife,
  requestKey,
  reviewableSince,
  reviewKey,
} from './pull-request-life.js';

const common = {
  mode: 'lifecycle' as const,
  stream: ({ pullRequestId }: { readonly pullRequestId: string }) => streams.pullRequest(pullRequestId),
  initial: noPullRequest,
  evolve: evolvePullRequest,
};

export const reviewRequestedInput = z.strictObject({
  pullRequestId: reportedId,
  ...pullRequestWork,
  reviewer: nameText(200).optional().describe('Who was asked: a person, a program or a team.'),
});

export const reviewRequestedKind: LifecycleFactKind<z.infer<typeof reviewRequestedInput>, PullRequestLife> = {
  ...common,
  type: 'ReviewRequested',
  input: reviewRequestedInput,
  decide(input, life, occurredAt) {
    const { pullRequestId, reviewer } = input;
    if (life.requests.has(requestKey(reviewer, occurredAt))) return [];
    return [{ type: 'ReviewRequested', data: present({ pullRequestId, ...workOf(life, input), reviewer }) }];
  },
};

export const reviewSubmittedInput = z.strictObject({
  pullRequestId: reportedId,
  ...pullRequestWork,
  reviewId: reportedId.optional(),
  reviewer: nameText(200),
  reviewerType: z.enum(reviewerTypes).optional(),
  verdict: z.enum(reviewVerdicts),
  comment: freeText(10_000).optional(),
  url: nameText(2_000).optional(),
  requestedAt: reportedTime.optional().describe('When the review was asked for.'),
  openedAt: reportedTime.optional().describe('Used while the opening of the pull request has not been reported.'),
});

export const reviewSubmittedKind: LifecycleFactKind<z.infer<typeof reviewSubmittedInput>, PullRequestLife> = {
  ...common,
  type: 'ReviewSubmitted',
  input: reviewSubmittedInput,
  naturalKey: ({ reviewId }) => reviewId,
  decide(input, life, occurredAt) {
    const { pullRequestId, reviewId, reviewer, reviewerType, verdict, comment, url } = input;
    if (life.reviews.has(reviewKey(reviewer, verdict, occurredAt))) return [];
    const openedAt = life.openedAt ?? input.openedAt;
    const requestedAt = input.requestedAt ?? reviewableSince(life, occurredAt) ?? openedAt;
    const data = present({
      pullRequestId,
      ...workOf(life, input),
      reviewId,
      reviewer,
      reviewerType,
      verdict,
      comment,
      url,
      openedAt,
      requestedAt,
      turnaroundSeconds: verdict === 'pending' ? undefined : secondsBetween(requestedAt, occurredAt),
      flags: life.opening ? undefined : ['before_creation'],
    });
    return [{ type: 'ReviewSubmitted', data }];
  },
};

export const reviewDismissedInput = z.strictObject({
  pullRequestId: reportedId,
  ...pullRequestWork,
  reviewId: reportedId,
  reviewer: nameText(200).optional(),
  dismissedBy: nameText(200).optional(),
});

export const reviewDismissedKind: LifecycleFactKind<z.infer<typeof reviewDismissedInput>, PullRequestLife> = {
  ...common,
  type: 'ReviewDismissed',
  input: reviewDismissedInput,
  decide(input, life) {
    if (life.dismissed.has(input.reviewId)) return [];
    const { pullRequestId, reviewId, reviewer, dismissedBy } = input;
    return [
      {
        type: 'ReviewDismissed',
        data: present({ pullRequestId, ...workOf(life, input), reviewId, reviewer, dismissedBy }),
      },
    ];
  },
};
