import type { PullRequestEvent } from '../../events/pull-request.events.js';
import { earlier, timeOf } from '../../kernel/reported-fold.js';

/** What one reviewer did about a pull request. */
interface ReviewerPart {
  readonly reviewer: string;
  /** The first verdict; RFC 3339. */
  readonly firstAt: string;
  /** How often the reviewer approved or asked for changes. */
  readonly decisions: number;
}
export type ReviewerParts = readonly ReviewerPart[];

type Review = Extract<PullRequestEvent, { type: 'ReviewSubmitted' }>['data'];

/** Counts a review in; one that is still pending says nothing yet. */
export function withReview(parts: ReviewerParts, { reviewer, verdict }: Review, at: Date): ReviewerParts {
  if (verdict === 'pending') return parts;
  const known = parts.find((part) => part.reviewer === reviewer);
  const decisions = verdict === 'needs_discussion' ? 0 : 1;
  if (!known) return [...parts, { reviewer, firstAt: at.toISOString(), decisions }];
  const after = {
    reviewer,
    firstAt: earlier(timeOf(known.firstAt), at).toISOString(),
    decisions: known.decisions + decisions,
  };
  return parts.map((part) => (part === known ? after : part));
}

/**
 * When it was reviewed first and in how many rounds. Reviewers who look at the same state of it are in one round, so
 * it is the most that one of them decided; talk without a decision is one round. What the author says of it is no
 * review: on GitHub, an author's answers come as reviews too.
 */
export function reviewSummary(parts: ReviewerParts, author: string | null) {
  const others = parts.filter(({ reviewer }) => reviewer !== author);
  const first = others.map(({ firstAt }) => firstAt).sort()[0];
  return {
    first_review_at: timeOf(first),
    review_rounds: others.reduce((most, { decisions }) => Math.max(most, decisions, 1), 0),
  };
}
