import { describe, expect, it } from 'vitest';
import type { PullRequestStatus } from '../../events/pull-request.events.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import type { PullRequestReviewRow } from './pull-request-reviews.projector.js';
import { type PullRequestRow, pullRequestsProjection } from './pull-requests.projector.js';

const id = 'acme/shop#12';
let count = 0;
const event = (type: string, time: string, data: JsonObject = {}, demo?: true): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type,
  schemaVersion: 1,
  data: { pullRequestId: id, ...data },
  meta: {
    occurredAt: `2026-01-15T${time}:00.000Z`,
    actor: { type: 'api_key', id: 'key-1', name: 'fleet' },
    correlationId: 'c',
    source: 'rest',
    ...(demo && { demo }),
  },
  stream: `pullRequest-${id}`,
  revision: BigInt(count),
  position: String(++count).padStart(20, '0') as LogPosition,
  recordedAt: new Date('2026-01-16T00:00:00Z'),
});
const opened = (time: string, data?: JsonObject) => event('PullRequestOpened', time, data);
const changed = (time: string, to: PullRequestStatus, data: JsonObject = {}) =>
  event('PullRequestStatusChanged', time, { to, ...data });
const review = (time: string, reviewer: string, verdict: string, data: JsonObject = {}) =>
  event('ReviewSubmitted', time, { reviewer, verdict, ...data });

const [output, steps, reviews] = pullRequestsProjection.outputs;
if (output?.kind !== 'fold' || steps?.kind !== 'insert' || reviews?.kind !== 'fold') {
  throw new Error('not a fold, its steps and its reviews');
}
const { apply, keys } = output;
const fold = (...events: readonly RecordedEvent[]) =>
  events.reduce<PullRequestRow | undefined>((row, one) => apply(row, one, [id]) as PullRequestRow, undefined)!;
const foldReview = (...events: readonly RecordedEvent[]) =>
  events.reduce<PullRequestReviewRow | undefined>(
    (row, one) => reviews.apply(row, one, reviews.keys(one)[0]!) as PullRequestReviewRow,
    undefined,
  )!;
const at = (time: string) => new Date(`2026-01-15T${time}:00.000Z`);

describe('the pull requests projection', () => {
  it('files every event under its pull request', () => {
    expect([opened('10:00'), review('10:01', 'ann', 'approved')].map(keys)).toEqual([[[id]], [[id]]]);
  });

  it('follows a pull request from opening to merge', () => {
    const row = fold(
      opened('10:00', { repository: 'acme/shop', number: 12, title: 'Add', author: 'bob', storyId: 's1', draft: true }),
      event('PullRequestDraftChanged', '10:05', { draft: false }),
      changed('10:10', 'reviewing'),
      review('10:20', 'ann', 'approved'),
      changed('11:00', 'merged', { mergedBy: 'ann', commitSha: 'abc', reason: 'done' }),
    );
    expect(row).toMatchObject({ repository: 'acme/shop', number: 12, author: 'bob', story_id: 's1', draft: false });
    expect(row).toMatchObject({ status: 'merged', merged_by: 'ann', commit_sha: 'abc', reason: 'done', flags: [] });
    expect(row).toMatchObject({ opened_at: at('10:00'), merged_at: at('11:00'), closed_at: null, cycle_seconds: 3600 });
    expect(row).toMatchObject({ first_review_at: at('10:20'), review_rounds: 1, updated_at: at('11:00') });
    expect(Object.keys(row.status_times)).toEqual(['open', 'reviewing', 'merged']);
  });

  it('does not know what nobody has said', () => {
    expect(fold(changed('11:00', 'merged', { flags: ['before_creation'] }))).toMatchObject({
      title: null,
      draft: null,
      opened_at: null,
      cycle_seconds: null,
      first_review_at: null,
      review_rounds: 0,
      merged_at: at('11:00'),
      flags: ['before_creation'],
    });
  });

  it('takes from other reports where it belongs until the opening says', () => {
    const merged = changed('11:00', 'merged', { storyId: 's1', agentId: 'a1', openedAt: '2026-01-15T10:30:00.000Z' });
    const before = fold(merged, review('10:40', 'ann', 'approved', { storyId: 's3' }));
    expect(before).toMatchObject({ story_id: 's1', opened_at: at('10:30'), cycle_seconds: 1800 });
    const after = fold(merged, opened('10:00', { storyId: 's2', title: 'Add', flags: ['late'] }));
    expect(after).toMatchObject({ status: 'merged', story_id: 's2', agent_id: 'a1', title: 'Add', flags: ['late'] });
    expect(after).toMatchObject({ opened_at: at('10:00'), cycle_seconds: 3600, updated_at: at('11:00') });
  });

  it('is opened after it waited for its turn', () => {
    const row = fold(changed('09:00', 'queued', { reason: 'full' }), opened('10:00', { from: 'queued' }));
    expect(row).toMatchObject({ status: 'open', reason: null, opened_at: at('10:00') });
  });

  it('keeps the status, and notes the time, when a step comes late', () => {
    const row = fold(
      opened('10:00'),
      changed('11:00', 'merged', { mergedBy: 'ann' }),
      changed('10:10', 'reviewing', { flags: ['late'], reason: 'begins', commitSha: 'abc' }),
    );
    expect(row).toMatchObject({ status: 'merged', reason: null, merged_by: 'ann', commit_sha: 'abc' });
    expect(row).toMatchObject({ merged_at: at('11:00'), flags: ['late'] });
    expect(row.status_times['reviewing']).toBe('2026-01-15T10:10:00.000Z');
  });

  it('is closed until it is opened again', () => {
    const closed = [opened('10:00'), changed('11:00', 'closed')];
    expect(fold(...closed)).toMatchObject({ closed_at: at('11:00'), merged_at: null });
    expect(fold(...closed, changed('12:00', 'open'))).toMatchObject({ status: 'open', closed_at: null });
    expect(fold(...closed, changed('12:00', 'open'), changed('13:00', 'closed')).closed_at).toEqual(at('13:00'));
  });

  it('stays merged when it is said to be closed after that', () => {
    const row = fold(opened('10:00'), changed('11:00', 'merged'), changed('11:01', 'closed'));
    expect(row).toMatchObject({ status: 'closed', merged_at: at('11:00'), closed_at: null, cycle_seconds: 3600 });
  });

  it('is a draft, or not, by what was said of the latest time', () => {
    const ready = event('PullRequestDraftChanged', '10:20', { draft: false });
    const draft = event('PullRequestDraftChanged', '10:10', { draft: true });
    expect(fold(opened('10:00'), ready, draft).draft).toBe(false);
    expect(fold(opened('10:00'), draft, ready).draft).toBe(false);
    expect(fold(draft, opened('10:00', { draft: false })).draft).toBe(true);
  });

  it('counts rounds by the reviewer who decided most often, in whatever order they are told', () => {
    const told = [
      opened('10:00', { author: 'bob' }),
      review('10:20', 'ann', 'changes_requested'),
      review('10:15', 'cy', 'approved'),
      review('10:10', 'bob', 'needs_discussion'),
      review('10:05', 'cy', 'pending'),
      review('10:40', 'ann', 'needs_discussion'),
      review('11:00', 'ann', 'approved'),
      event('ReviewDismissed', '11:30', { reviewId: 'r1' }),
    ];
    const expected = { first_review_at: at('10:15'), review_rounds: 2, updated_at: at('11:30') };
    expect(fold(...told)).toMatchObject(expected);
    expect(fold(...told.toReversed())).toMatchObject(expected);
  });

  it('is in its first round while there is talk only, whatever the reviewer is called', () => {
    expect(fold(opened('10:00'), review('10:20', '__proto__', 'needs_discussion')).review_rounds).toBe(1);
    expect(fold(opened('10:00'), review('10:20', 'ann', 'pending'))).toMatchObject({
      first_review_at: null,
      review_rounds: 0,
    });
  });

  it('changes nothing for an opening that is told again', () => {
    const row = fold(opened('10:00'));
    expect(apply(row, opened('10:00', { title: 'other' }), [id])).toBe(row);
  });

  it('keeps every step as reported, the opening among them', () => {
    const late = changed('10:01', 'fixing', { from: 'open', flags: ['late'], reason: 'slow' });
    const told = [opened('10:00', { from: 'queued' }), late, review('10:20', 'ann', 'approved')];
    expect(told.flatMap((one) => steps.rows(one))).toMatchObject([
      { subject_id: id, from_status: 'queued', to_status: 'open', occurred_at: at('10:00'), reported_by: 'fleet' },
      { from_status: 'open', to_status: 'fixing', reason: 'slow', flags: ['late'], position: late.position },
    ]);
  });

  it('marks what is simulated', () => {
    expect(fold(event('PullRequestOpened', '10:00', {}, true)).demo).toBe(true);
    expect(fold(opened('10:00')).demo).toBe(false);
  });
});

describe('the reviews of a pull request', () => {
  it('are filed by their id, without one each for itself', () => {
    const anonymous = review('10:20', 'ann', 'approved');
    expect(reviews.keys(review('10:20', 'ann', 'approved', { reviewId: '7' }))).toEqual([[id, 'id 7']]);
    expect(reviews.keys(event('ReviewDismissed', '10:20', { reviewId: '7' }))).toEqual([[id, 'id 7']]);
    expect(reviews.keys(anonymous)).toEqual([[id, `at ${anonymous.position}`]]);
    expect(reviews.keys(opened('10:00'))).toEqual([]);
  });

  it('are the same when the dismissal is told before the verdict', () => {
    const given = review('10:20', 'ann', 'approved', {
      reviewId: '7',
      reviewerType: 'human',
      comment: 'fine',
      requestedAt: '2026-01-15T10:00:00.000Z',
      turnaroundSeconds: 1200,
    });
    const dismissed = event('ReviewDismissed', '10:30', { reviewId: '7', reviewer: 'ann', dismissedBy: 'bob' });
    const row = foldReview(given, dismissed);
    expect(row).toMatchObject({ review_id: '7', reviewer: 'ann', verdict: 'approved', comment: 'fine' });
    expect(row).toMatchObject({ requested_at: at('10:00'), submitted_at: at('10:20'), turnaround_seconds: 1200 });
    expect(row).toMatchObject({ dismissed_at: at('10:30'), dismissed_by: 'bob', reviewer_type: 'human' });
    expect(foldReview(dismissed, given)).toEqual(row);
  });

  it('have no verdict while only the dismissal is told', () => {
    const row = foldReview(event('ReviewDismissed', '10:30', { reviewId: '7' }));
    expect(row).toMatchObject({ reviewer: null, verdict: null, submitted_at: null, dismissed_at: at('10:30') });
    expect(reviews.apply(row, event('ReviewDismissed', '10:31', { reviewId: '7' }), [id, 'id 7'])).toBe(row);
  });

  it('say what was said last when one is given again', () => {
    const first = review('10:20', 'ann', 'pending', { reviewId: '7' });
    const second = review('10:30', 'ann', 'approved', { reviewId: '7' });
    expect(foldReview(first, second)).toMatchObject({ verdict: 'approved', submitted_at: at('10:30') });
    expect(foldReview(second, first)).toMatchObject({ verdict: 'approved', submitted_at: at('10:30') });
  });
});
