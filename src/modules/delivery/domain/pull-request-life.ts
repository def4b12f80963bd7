import type { PullRequestEvent, PullRequestStatus } from '../../../events/pull-request.events.js';
import { begin, type ReportedLife, step, unheardOf } from '../../../kernel/reported-life.js';
import type { FoldableFact } from '../../../events/fact-kind.js';

type Opening = Extract<PullRequestEvent, { type: 'PullRequestOpened' }>['data'];

export interface PullRequestLife extends ReportedLife<PullRequestStatus> {
  readonly opening: Opening | undefined;
  readonly openedAt: string | undefined;
  readonly draft: boolean | undefined;
  /** When it became, or ceased to be, a draft; undefined while that has not been reported. */
  readonly draftSince: string | undefined;
  /** When it last became ready for review. */
  readonly readyAt: string | undefined;
  /** `reviewer verdict time` of the reviews that have no id; by these a repetition is known. */
  readonly reviews: ReadonlySet<string>;
  readonly dismissed: ReadonlySet<string>;
  /** `time reviewer` of the reviews that were asked for. */
  readonly requests: ReadonlySet<string>;
}

export const noPullRequest: PullRequestLife = {
  ...unheardOf,
  opening: undefined,
  openedAt: undefined,
  draft: undefined,
  draftSince: undefined,
  readyAt: undefined,
  reviews: new Set(),
  dismissed: new Set(),
  requests: new Set(),
};

const atWork: readonly PullRequestStatus[] = ['open', 'reviewing', 'fixing', 'merging'];

const next: Readonly<Record<PullRequestStatus, readonly PullRequestStatus[]>> = {
  queued: ['creating', 'open', 'failed', 'closed'],
  creating: ['open', 'failed', 'closed'],
  open: [...atWork, 'merged', 'failed', 'closed'],
  reviewing: [...atWork, 'merged', 'failed', 'closed'],
  fixing: [...atWork, 'merged', 'failed', 'closed'],
  merging: [...atWork, 'merged', 'failed', 'closed'],
  merged: [],
  failed: [],
  // A closed one may be opened again; a merged one may not.
  closed: ['open'],
};

export function isLegalPullRequestStep(from: PullRequestStatus, to: PullRequestStatus): boolean {
  return from !== to && next[from].includes(to);
}

/** Not opened yet. */
export function isWaiting(status: PullRequestStatus | undefined): status is 'queued' | 'creating' {
  return status === 'queued' || status === 'creating';
}

/** By which a review without an id is recognised when it is sent again. */
export function reviewKey(reviewer: string, verdict: string, occurredAt: string): string {
  return `${Date.parse(occurredAt)} ${verdict} ${reviewer}`;
}

/** By which a request is recognised when it is sent again. */
export function requestKey(reviewer: string | undefined, occurredAt: string): string {
  return `${Date.parse(occurredAt)} ${reviewer ?? ''}`;
}

/** Since when a verdict of this moment could be given: since it was asked for, or the pull request was ready, at last. */
export function reviewableSince({ requests, readyAt }: PullRequestLife, occurredAt: string): string | undefined {
  const asked = [...requests].map((key) => Number.parseInt(key, 10)).filter((ms) => ms <= Date.parse(occurredAt));
  const last = Math.max(...asked, readyAt === undefined ? -Infinity : Date.parse(readyAt));
  return Number.isFinite(last) ? new Date(last).toISOString() : undefined;
}

/** Total: events of any order and number give a life. */
export function evolvePullRequest(life: PullRequestLife, { type, data, meta }: FoldableFact): PullRequestLife {
  const event = { type, data } as unknown as PullRequestEvent;
  const { occurredAt } = meta;
  switch (event.type) {
    case 'PullRequestOpened': {
      if (life.opening) return life;
      const { flags: _flags, from: _from, ...opening } = event.data;
      return {
        ...life,
        ...begin(isWaiting(life.current) ? { ...life, current: 'open' } : life, 'open'),
        opening,
        openedAt: occurredAt,
        draft: life.draft ?? opening.draft,
      };
    }
    case 'PullRequestStatusChanged':
      return { ...life, ...step(life, event.data.to, occurredAt, event.data.flags?.includes('late') ?? false) };
    case 'PullRequestDraftChanged':
      // Told late, it says what was, not what is.
      if (life.draftSince !== undefined && Date.parse(occurredAt) < Date.parse(life.draftSince)) return life;
      return {
        ...life,
        draft: event.data.draft,
        draftSince: occurredAt,
        readyAt: event.data.draft ? life.readyAt : occurredAt,
      };
    case 'ReviewRequested':
      return { ...life, requests: new Set(life.requests).add(requestKey(event.data.reviewer, occurredAt)) };
    case 'ReviewSubmitted': {
      const { reviewer, verdict } = event.data;
      return { ...life, reviews: new Set(life.reviews).add(reviewKey(reviewer, verdict, occurredAt)) };
    }
    case 'ReviewDismissed':
      return { ...life, dismissed: new Set(life.dismissed).add(event.data.reviewId) };
    default:
      return life;
  }
}
