import { secondsFromTo } from '../../kernel/reported-fold.js';
import type { PullRequestFlowRow, ToldReview } from './pull-request-flow.row.js';
import { firstOf } from './told-steps.js';

type Told = PullRequestFlowRow;

/** How long a pull request took, and for what, by all that was told of it. */
export function timesOf(row: Told) {
  const opened = row.told_opened_at ?? row.said_opened_at;
  // Merged is merged, even when a report that it was closed comes after it.
  const merged = firstOf(row.steps, 'merged');
  const cycle = secondsFromTo(opened, merged);
  const first = firstReview(row, opened);
  const approved = merged && lastApproval(row, merged);
  return {
    opened_at: opened,
    merged_at: merged,
    cycle_seconds: cycle,
    draft_seconds: cycle === null ? null : draftMs(row, opened!.getTime(), merged!.getTime()) / 1_000,
    first_review_at: first?.at ?? null,
    turnaround_seconds: first ? secondsFromTo(first.askedAt, first.at) : null,
    approved_at: approved,
    merge_wait_seconds: secondsFromTo(approved, merged),
  };
}

/** Whether it was a draft when it was opened: as told, else the opposite of what it changed to first. */
function beganAsDraft({ told_draft: told, drafts }: Told): boolean {
  return told ?? (drafts[0] ? !drafts[0][1] : false);
}

function draftMs(row: Told, fromMs: number, toMs: number): number {
  let total = 0;
  let since = fromMs;
  let draft = beganAsDraft(row);
  for (const [atMs, next] of [...row.drafts, [toMs, false] as const]) {
    const at = Math.min(Math.max(atMs, fromMs), toMs);
    if (draft) total += at - since;
    [since, draft] = [at, next];
  }
  return total;
}

/**
 * The first verdict by somebody else than the author, and since when it could be given: since the review was asked for,
 * the pull request last became ready, or was opened, whichever came last.
 */
function firstReview(row: Told, opened: Date | null): { readonly at: Date; readonly askedAt: Date | null } | undefined {
  const given = row.reviews.filter((review) => counts(row, review));
  const atMs = Math.min(...given.map((review) => review.atMs));
  if (!Number.isFinite(atMs)) return undefined;
  const asked = given.flatMap((review) => (review.atMs === atMs ? (review.requestedMs ?? []) : []));
  const requests = row.requests.map(([requestMs]) => requestMs);
  const ready = row.drafts.flatMap(([readyMs, draft]) => (draft ? [] : [readyMs]));
  const before = [...asked, ...requests, ...ready, ...(opened ? [opened.getTime()] : [])].filter((ms) => ms <= atMs);
  return { at: new Date(atMs), askedAt: before.length === 0 ? null : new Date(Math.max(...before)) };
}

/** Pending says nothing yet; on GitHub, an author's answers come as reviews too. */
function counts({ author }: Told, { reviewer, verdict }: ToldReview): boolean {
  return verdict !== 'pending' && reviewer !== author;
}

/** The last approval that stood when it was merged. */
function lastApproval(row: Told, merged: Date): Date | null {
  const isGone = (key: string) => row.dismissed.some(([atMs, id]) => id === key && atMs <= merged.getTime());
  const approvals = row.reviews.filter(
    (review) =>
      counts(row, review) && review.verdict === 'approved' && review.atMs <= merged.getTime() && !isGone(review.key),
  );
  return approvals.length === 0 ? null : new Date(Math.max(...approvals.map(({ atMs }) => atMs)));
}
