import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpReadModels } from '../support/read-model-dump.js';
import { startTestService, type TestService } from '../support/service.js';

describe('pull requests, stories and incidents, over the API', () => {
  let service: TestService;
  let position: string;

  const report = async (...items: readonly (readonly [type: string, at: string, data: object])[]) => {
    const batch = items.map(([type, at, data]) => ({ type, occurredAt: `2026-01-15T${at}:00Z`, data }));
    const { status, body } = await service.post('/api/events', batch);
    expect([status, body.results.filter((one: { status: string }) => one.status !== 'accepted')]).toEqual([200, []]);
    position = body.position;
  };
  const read = async (path: string) => {
    const { status, body } = await service.get(`${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`);
    expect([status, body.code]).toEqual([200, undefined]);
    return body;
  };
  const idsOf = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id);
  const listed = async (path: string) => idsOf(await read(path));
  const at = (time: string) => `2026-01-15T${time}:00.000Z`;
  const stepsOf = (body: { statusHistory: { from: string; to: string; occurredAt: string }[] }) =>
    body.statusHistory.map(({ from, to, occurredAt }) => [from, to, occurredAt]);
  /** Every page of a list, and the totals that they claim. */
  const pages = async (path: string) => {
    const ids: string[] = [];
    const totals = new Set<number>();
    let cursor = '';
    do {
      const page = await read(`${path}${cursor}`);
      ids.push(...idsOf(page));
      totals.add(page.total);
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    return { ids, totals: [...totals] };
  };
  const refusal = async (path: string) => {
    const { status, body } = await service.get(path);
    return [status, body.code];
  };

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  describe('pull requests', () => {
    const first = 'acme/shop#12';
    const path = (id: string) => `/api/pull-requests/${encodeURIComponent(id)}`;

    beforeAll(() => {
      const review = { pullRequestId: first, reviewer: 'ann', reviewerType: 'human' };
      return report(
        // The merge and the reviews are told before the opening.
        ['PullRequestStatusChanged', '12:00', { pullRequestId: first, to: 'merged', mergedBy: 'ann', commitSha: 'ab' }],
        ['ReviewSubmitted', '11:30', { ...review, reviewId: 'r2', verdict: 'approved', comment: 'fine now' }],
        ['ReviewDismissed', '11:00', { pullRequestId: first, reviewId: 'r1', dismissedBy: 'bob' }],
        [
          'ReviewSubmitted',
          '10:30',
          { ...review, reviewId: 'r1', verdict: 'changes_requested', requestedAt: at('10:10') },
        ],
        ['ReviewSubmitted', '10:20', { ...review, reviewer: 'bob', verdict: 'needs_discussion' }],
        [
          'PullRequestOpened',
          '10:00',
          {
            pullRequestId: first,
            repository: 'acme/shop',
            number: 12,
            title: 'Pay by card',
            author: 'bob',
            agentId: 'a1',
            storyId: 's1',
            draft: false,
          },
        ],
        ['PullRequestStatusChanged', '10:40', { pullRequestId: first, to: 'fixing', reason: 'as asked' }],
        ['PullRequestOpened', '09:00', { pullRequestId: 'p2', repository: 'acme/shop', author: 'cy', storyId: 's1' }],
        ['PullRequestStatusChanged', '09:30', { pullRequestId: 'p2', to: 'closed', reason: 'not needed' }],
        ['PullRequestOpened', '09:00', { pullRequestId: 'p3', repository: 'acme/web', agentId: 'a1', draft: true }],
        ['PullRequestStatusChanged', '08:00', { pullRequestId: 'p4', to: 'queued' }],
      );
    });

    it('are listed by what is asked for, page by page, with the true total', async () => {
      expect(await listed('/api/pull-requests?status=merged,closed')).toEqual([first, 'p2']);
      expect(await listed('/api/pull-requests?repository=acme/shop&order=asc')).toEqual(['p2', first]);
      expect(await listed('/api/pull-requests?storyId=s1&author=cy')).toEqual(['p2']);
      expect(await listed('/api/pull-requests?agentId=a1')).toEqual([first, 'p3']);
      expect(await listed(`/api/pull-requests?text=${encodeURIComponent('SHOP#')}`)).toEqual([first]);
      expect(await listed(`/api/pull-requests?from=${at('09:00')}&to=${at('09:30')}`)).toEqual(['p3']);
      expect(await pages('/api/pull-requests?sort=openedAt&limit=1')).toEqual({
        ids: [first, 'p3', 'p2', 'p4'],
        totals: [4],
      });
      expect(await read('/api/pull-requests?repository=none')).toEqual({ items: [], nextCursor: null, total: 0 });
      expect((await refusal('/api/pull-requests?status=done'))[0]).toBe(400);
    });

    it('are shown with their history and their reviews, whatever their id has in it', async () => {
      const shown = await read(path(first));
      expect(shown).toMatchObject({ id: first, number: 12, author: 'bob', status: 'merged', mergedBy: 'ann' });
      expect(shown).toMatchObject({ openedAt: at('10:00'), mergedAt: at('12:00'), closedAt: null, cycleSeconds: 7200 });
      expect(shown).toMatchObject({ firstReviewAt: at('10:30'), reviewRounds: 2, draft: false });
      expect(stepsOf(shown)).toEqual([
        [null, 'open', at('10:00')],
        [null, 'fixing', at('10:40')],
        [null, 'merged', at('12:00')],
      ]);
      expect(shown.reviews).toMatchObject([
        { id: null, reviewer: 'bob', verdict: 'needs_discussion', submittedAt: at('10:20'), dismissedAt: null },
        { id: 'r1', reviewer: 'ann', verdict: 'changes_requested', dismissedAt: at('11:00'), turnaroundSeconds: 1200 },
        { id: 'r2', reviewer: 'ann', verdict: 'approved', comment: 'fine now', reviewerType: 'human' },
      ]);
    });

    it('say null for what is not known', async () => {
      expect(await read(path('p2'))).toMatchObject({
        status: 'closed',
        closedAt: at('09:30'),
        mergedAt: null,
        cycleSeconds: null,
        firstReviewAt: null,
        reviewRounds: 0,
        reviews: [],
      });
      expect(await read(path('p3'))).toMatchObject({ status: 'open', draft: true, number: null, closedAt: null });
      expect(await read(path('p4'))).toMatchObject({ status: 'queued', openedAt: null, draft: null, flags: [] });
      expect(await refusal(path('acme/shop#13'))).toEqual([404, 'PULL_REQUEST_UNKNOWN']);
    });
  });

  describe('stories', () => {
    beforeAll(() =>
      report(
        ['StoryCreated', '09:00', { storyId: 's1', epicId: 'e1', title: 'Pay by card', agentId: 'a1' }],
        ['StoryStatusChanged', '11:00', { storyId: 's1', to: 'completed' }],
        ['StoryStatusChanged', '10:00', { storyId: 's1', to: 'in_progress', reason: 'taken up' }],
        ['StoryCreated', '09:00', { storyId: 's2', epicId: 'e1' }],
        ['StoryStatusChanged', '09:10', { storyId: 's2', to: 'blocked', reason: 'no keys' }],
        ['StoryCreated', '08:00', { storyId: 's3', epicId: 'e2' }],
        ['StoryStatusChanged', '07:00', { storyId: 's4', to: 'in_progress', epicId: 'e1' }],
      ),
    );

    it('are listed by what is asked for, page by page, with the true total', async () => {
      expect(await listed('/api/stories?epicId=e1&order=asc')).toEqual(['s4', 's2', 's1']);
      expect(await listed('/api/stories?status=blocked,pending')).toEqual(['s2', 's3']);
      expect(await listed('/api/stories?agentId=a1')).toEqual(['s1']);
      expect(await listed('/api/stories?text=KEYS')).toEqual(['s2']);
      expect(await pages('/api/stories?sort=createdAt&limit=2')).toEqual({
        ids: ['s2', 's1', 's3', 's4'],
        totals: [4],
      });
      expect((await refusal('/api/stories?status=done'))[0]).toBe(400);
    });

    it('are shown with their history and when work on them began and ended', async () => {
      const shown = await read('/api/stories/s1');
      expect(shown).toMatchObject({ epicId: 'e1', title: 'Pay by card', agentId: 'a1', status: 'completed' });
      expect(shown).toMatchObject({ createdAt: at('09:00'), startedAt: at('10:00'), completedAt: at('11:00') });
      expect(shown).toMatchObject({ durationSeconds: 3600, flags: ['late'] });
      expect(stepsOf(shown)).toEqual([
        [null, 'pending', at('09:00')],
        [null, 'in_progress', at('10:00')],
        ['pending', 'completed', at('11:00')],
      ]);
      expect(await read('/api/stories/s4')).toMatchObject({ createdAt: null, startedAt: at('07:00'), title: null });
      expect(await read('/api/stories/s3')).toMatchObject({
        startedAt: null,
        completedAt: null,
        durationSeconds: null,
      });
      expect(await refusal('/api/stories/none')).toEqual([404, 'STORY_UNKNOWN']);
    });
  });

  describe('incidents', () => {
    beforeAll(() =>
      report(
        ['IncidentStatusChanged', '10:30', { incidentId: 'i1', to: 'resolved', rootCause: 'a full disk' }],
        ['IncidentDetected', '10:00', { incidentId: 'i1', severity: 'p0', service: 'shop', deploymentId: 'd1' }],
        ['IncidentStatusChanged', '10:10', { incidentId: 'i1', to: 'mitigating' }],
        ['IncidentDetected', '09:00', { incidentId: 'i2', severity: 'low', environment: 'staging' }],
        ['IncidentStatusChanged', '09:10', { incidentId: 'i2', to: 'resolved' }],
        ['IncidentStatusChanged', '09:40', { incidentId: 'i2', to: 'investigating', reason: 'it is back' }],
        ['IncidentDetected', '09:00', { incidentId: 'i3', severity: 'high' }],
        ['IncidentStatusChanged', '08:00', { incidentId: 'i4', to: 'resolved' }],
      ),
    );

    it('are listed by what is asked for, page by page, with the true total', async () => {
      expect(await listed('/api/incidents?severity=critical,high')).toEqual(['i1', 'i3']);
      expect(await listed('/api/incidents?status=resolved&order=asc')).toEqual(['i4', 'i1']);
      expect(await listed('/api/incidents?deploymentId=d1')).toEqual(['i1']);
      expect(await listed('/api/incidents?environment=staging')).toEqual(['i2']);
      expect(await listed('/api/incidents?service=shop')).toEqual(['i1']);
      expect(await listed('/api/incidents?text=DISK')).toEqual(['i1']);
      expect(await pages('/api/incidents?sort=detectedAt&limit=3')).toEqual({
        ids: ['i1', 'i3', 'i2', 'i4'],
        totals: [4],
      });
      expect((await refusal('/api/incidents?severity=p0'))[0]).toBe(400);
    });

    it('are shown with their history and how long they took', async () => {
      const shown = await read('/api/incidents/i1');
      expect(shown).toMatchObject({ severity: 'critical', deploymentId: 'd1', rootCause: 'a full disk' });
      expect(shown).toMatchObject({ status: 'resolved', detectedAt: at('10:00'), resolvedAt: at('10:30') });
      expect(shown).toMatchObject({ secondsToResolve: 1800, flags: ['before_creation', 'late'] });
      expect(stepsOf(shown)).toEqual([
        [null, 'detected', at('10:00')],
        [null, 'mitigating', at('10:10')],
        [null, 'resolved', at('10:30')],
      ]);
      const back = { status: 'investigating', reason: 'it is back', resolvedAt: null, secondsToResolve: null };
      expect(await read('/api/incidents/i2')).toMatchObject(back);
      expect(await read('/api/incidents/i3')).toMatchObject({
        status: 'detected',
        title: null,
        secondsToResolve: null,
      });
      const unheard = { severity: null, detectedAt: null, resolvedAt: at('08:00'), secondsToResolve: null };
      expect(await read('/api/incidents/i4')).toMatchObject(unheard);
      expect(await refusal('/api/incidents/none')).toEqual([404, 'INCIDENT_UNKNOWN']);
    });
  });

  it('are shown to those who have a key only', async () => {
    for (const path of ['/api/pull-requests', '/api/stories', '/api/incidents']) {
      expect((await service.get(path, { key: null })).status).toBe(401);
      expect((await service.get(`${path}/x`, { key: null })).status).toBe(401);
    }
  });

  it('are the same after a rebuild', async () => {
    const { engine } = service.runtime;
    const names = ['pull-requests', 'stories', 'incidents'];
    const ours = engine.projections.filter(({ name }) => names.includes(name));
    const live = await dumpReadModels(service.database.pool, ours);
    await engine.startRebuild(names);
    await engine.awaitRebuild(names, AbortSignal.timeout(30_000));
    expect(await dumpReadModels(service.database.pool, ours)).toEqual(live);
    expect(Object.values(live).every((rows) => rows.length > 0)).toBe(true);
  });
});
