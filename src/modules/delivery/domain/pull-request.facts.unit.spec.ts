import { describe, expect, it } from 'vitest';
import { at, FactHistory } from '../../../../test/support/fact-history.js';
import { pullRequestStatuses } from '../../../events/pull-request.events.js';
import {
  pullRequestDraftChangedKind,
  pullRequestOpenedKind,
  pullRequestStatusChangedKind,
} from './pull-request.facts.js';
import { isLegalPullRequestStep } from './pull-request-life.js';
import { reviewDismissedKind, reviewRequestedKind, reviewSubmittedKind } from './review.facts.js';

const pullRequestId = 'octo/shop#12';

function pullRequest() {
  const history = new FactHistory();
  return {
    open: (more: object = {}, time = '10:00') =>
      history.report(pullRequestOpenedKind, { pullRequestId, epicId: '7A', number: 12, ...more }, at(time)),
    become: (to: string, time: string, more: object = {}) =>
      history.report(pullRequestStatusChangedKind, { pullRequestId, to, ...more }, at(time)),
    draft: (draft: boolean, time: string) =>
      history.report(pullRequestDraftChangedKind, { pullRequestId, draft }, at(time)),
    review: (verdict: string, time: string, more: object = {}) =>
      history.report(reviewSubmittedKind, { pullRequestId, reviewer: 'octocat', verdict, ...more }, at(time)),
    request: (time: string, reviewer?: string) =>
      history.report(reviewRequestedKind, { pullRequestId, reviewer }, at(time)),
    dismiss: (reviewId: string, time: string) =>
      history.report(reviewDismissedKind, { pullRequestId, reviewId }, at(time)),
  };
}

describe('a pull request', () => {
  it('merged tells how long it was open', () => {
    const one = pullRequest();
    one.open();
    expect(one.become('merged', '14:32', { mergedBy: 'octocat' })[0]!.data).toEqual({
      pullRequestId,
      number: 12,
      epicId: '7A',
      from: 'open',
      to: 'merged',
      mergedBy: 'octocat',
      openedAt: at('10:00'),
      cycleSeconds: 16_320,
    });
  });

  it('waits for its turn before it is opened, which is nothing unusual', () => {
    const one = pullRequest();
    expect(one.become('queued', '09:00')[0]!.data).toEqual({ pullRequestId, to: 'queued' });
    one.become('creating', '09:30');
    const [opened] = one.open();
    expect(opened!.data).toMatchObject({ from: 'creating' });
    expect(opened!.data).not.toHaveProperty('flags');
    expect(one.open()).toEqual([]);
    expect(one.become('reviewing', '10:05')[0]!.data).toMatchObject({ from: 'open' });
  });

  it('merged before anybody reported its opening takes the time that comes with it', () => {
    const one = pullRequest();
    expect(one.become('merged', '12:00', { openedAt: at('11:00') })[0]!.data).toEqual({
      pullRequestId,
      to: 'merged',
      openedAt: at('11:00'),
      cycleSeconds: 3_600,
      flags: ['before_creation'],
    });
    expect(one.open()[0]!.data.flags).toEqual(['late']);
  });

  it('closed may be opened again, merged may not', () => {
    const one = pullRequest();
    one.open();
    one.become('closed', '11:00');
    expect(one.become('open', '12:00')[0]!.data).not.toHaveProperty('flags');
    one.become('merged', '13:00');
    expect(one.become('open', '14:00')[0]!.data.flags).toEqual(['illegal_transition']);
  });

  it('becomes a draft and ready once each', () => {
    const one = pullRequest();
    one.open({ draft: true });
    expect(one.draft(true, '10:10')).toEqual([]);
    expect(one.draft(false, '11:00')[0]!.data).toEqual({ pullRequestId, number: 12, epicId: '7A', draft: false });
    expect(one.draft(false, '11:05')).toEqual([]);
  });

  it.each(pullRequestStatuses.flatMap((from) => pullRequestStatuses.map((to) => [from, to] as const)))(
    'judges %s → %s',
    (from, to) => {
      const rank = ['queued', 'creating', 'open'];
      const work = ['open', 'reviewing', 'fixing', 'merging'];
      const early = ['queued', 'creating'].includes(from);
      const legal =
        (early && (['failed', 'closed'].includes(to) || rank.indexOf(to) > rank.indexOf(from))) ||
        (work.includes(from) && [...work, 'merged', 'failed', 'closed'].includes(to) && from !== to) ||
        (from === 'closed' && to === 'open');
      expect(isLegalPullRequestStep(from, to)).toBe(legal);
    },
  );
});

describe('a review', () => {
  it('is measured from the time it was asked for', () => {
    const one = pullRequest();
    one.open();
    expect(one.review('approved', '12:00', { requestedAt: at('11:00') })[0]!.data).toMatchObject({
      turnaroundSeconds: 3_600,
      requestedAt: at('11:00'),
      openedAt: at('10:00'),
      epicId: '7A',
    });
  });

  it('is measured from the last time before it that one was asked for', () => {
    const one = pullRequest();
    one.open();
    expect(one.request('10:30', 'ann')).toEqual([
      { type: 'ReviewRequested', data: { pullRequestId, number: 12, epicId: '7A', reviewer: 'ann' } },
    ]);
    expect(one.request('10:30', 'ann')).toEqual([]);
    expect(one.request('10:30', 'bob')).toHaveLength(1);
    expect(one.review('changes_requested', '11:00')[0]!.data.turnaroundSeconds).toBe(1_800);
    one.request('13:00');
    expect(one.review('approved', '13:15')[0]!.data.turnaroundSeconds).toBe(900);
    expect(one.review('needs_discussion', '10:40')[0]!.data.turnaroundSeconds).toBe(600);
    one.draft(false, '14:00');
    expect(one.review('approved', '14:10')[0]!.data.turnaroundSeconds).toBe(600);
  });

  it('is measured from when the pull request became ready, else from its opening', () => {
    const one = pullRequest();
    one.open({ draft: true });
    expect(one.review('needs_discussion', '10:30')[0]!.data.turnaroundSeconds).toBe(1_800);
    one.draft(false, '11:00');
    expect(one.review('changes_requested', '11:30')[0]!.data.turnaroundSeconds).toBe(1_800);
  });

  it('without a verdict yet has no turnaround', () => {
    const one = pullRequest();
    one.open();
    expect(one.review('pending', '10:30')[0]!.data).not.toHaveProperty('turnaroundSeconds');
  });

  it('sent again changes nothing, with an id or without', () => {
    const one = pullRequest();
    one.open();
    one.review('approved', '12:00');
    expect(one.review('approved', '12:00')).toEqual([]);
    expect(one.review('approved', '12:01')).toHaveLength(1);
    const input = reviewSubmittedKind.input.parse({ pullRequestId, reviewer: 'r', verdict: 'approved', reviewId: '9' });
    expect(reviewSubmittedKind.naturalKey?.(input)).toBe('9');
  });

  it('is dismissed once', () => {
    const one = pullRequest();
    one.open();
    expect(one.dismiss('9', '12:00')).toHaveLength(1);
    expect(one.dismiss('9', '12:01')).toEqual([]);
  });

  it('of an unknown pull request is recorded with a flag', () => {
    expect(pullRequest().review('approved', '12:00')[0]!.data).toEqual({
      pullRequestId,
      reviewer: 'octocat',
      verdict: 'approved',
      flags: ['before_creation'],
    });
  });

  it.each(['dismissed', 'APPROVED', 'lgtm'])('refuses the verdict %s', (verdict) => {
    const data = { pullRequestId, reviewer: 'octocat', verdict };
    expect(reviewSubmittedKind.input.safeParse(data).success).toBe(false);
  });
});
