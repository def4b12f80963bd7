import { type PullRequestEvent, pullRequestEvents } from '../../events/pull-request.events.js';
import { exhaustive } from '../../kernel/exhaustive.js';
import { occurredAtOf, timeOf } from '../../kernel/reported-fold.js';
import type { FoldOutput } from '../../platform/projections/projection.js';
import { reportedSubject } from '../../platform/projections/reported-subject.js';
import { following } from './following.js';
import {
  emptyPullRequest,
  type PullRequestFlowRow,
  pullRequestFlowsTable,
  stepOrder,
  type ToldReview,
} from './pull-request-flow.row.js';
import { timesOf } from './pull-request-times.js';
import { earliest, withStep } from './told-steps.js';

type DataOf<Type extends PullRequestEvent['type']> = Extract<PullRequestEvent, { type: Type }>['data'];

function fold(before: PullRequestFlowRow, event: PullRequestEvent, at: Date): PullRequestFlowRow {
  const row = placed(before, event.data, event.type === 'PullRequestOpened' ? 2 : 1);
  const atMs = at.getTime();
  switch (event.type) {
    case 'PullRequestOpened':
      return {
        ...row,
        author: event.data.author ?? row.author,
        told_opened_at: earliest(row.told_opened_at, at),
        told_draft: event.data.draft ?? row.told_draft,
      };
    case 'PullRequestStatusChanged': {
      const { to, openedAt, commitSha } = event.data;
      return {
        ...row,
        said_opened_at: earliest(row.said_opened_at, timeOf(openedAt)),
        steps: withStep(row.steps, [atMs, to], stepOrder),
        commit_sha: to === 'merged' ? (commitSha ?? row.commit_sha) : row.commit_sha,
      };
    }
    case 'PullRequestDraftChanged':
      return { ...row, drafts: withStep(row.drafts, [atMs, event.data.draft], [true, false]) };
    case 'ReviewRequested':
      return { ...row, requests: withStep(row.requests, [atMs, event.data.reviewer ?? ''], []) };
    case 'ReviewSubmitted':
      return {
        ...row,
        said_opened_at: earliest(row.said_opened_at, timeOf(event.data.openedAt)),
        reviews: withReview(row.reviews, event.data, atMs),
      };
    case 'ReviewDismissed':
      return { ...row, dismissed: withStep(row.dismissed, [atMs, event.data.reviewId], []) };
    default:
      return exhaustive(event);
  }
}

/** The opening's word on where it belongs goes before that of other reports. */
function placed(row: PullRequestFlowRow, data: PullRequestEvent['data'], rank: number): PullRequestFlowRow {
  const isSurer = rank > row.placed_by;
  const choose = (known: string | null, said: string | undefined) =>
    isSurer ? (said ?? known) : (known ?? said ?? null);
  return {
    ...row,
    placed_by: Math.max(rank, row.placed_by),
    repository: choose(row.repository, data.repository),
    story_id: choose(row.story_id, data.storyId),
  };
}

/** A review that is given again under its id is what was said last. */
function withReview(
  reviews: readonly ToldReview[],
  { reviewId, reviewer, verdict, requestedAt }: DataOf<'ReviewSubmitted'>,
  atMs: number,
): readonly ToldReview[] {
  const key = reviewId ?? JSON.stringify([atMs, reviewer, verdict]);
  const review: ToldReview = { key, atMs, reviewer, verdict, requestedMs: timeOf(requestedAt)?.getTime() ?? null };
  const known = reviews.find((other) => other.key === key);
  if (known && known.atMs >= atMs) return reviews;
  return [...reviews.filter((other) => other !== known), review].sort(
    (one, other) => one.atMs - other.atMs || (one.key < other.key ? -1 : 1),
  );
}

export const pullRequestFlows: FoldOutput<PullRequestFlowRow> = following(
  pullRequestEvents.map(({ type }) => type),
  reportedSubject<PullRequestFlowRow>({
    table: pullRequestFlowsTable,
    idField: 'pullRequestId',
    placeholder: emptyPullRequest,
    fold: (row, recorded) => fold(row, recorded as unknown as PullRequestEvent, occurredAtOf(recorded)),
    derived: timesOf,
  }),
);
