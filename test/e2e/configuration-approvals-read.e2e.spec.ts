import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { streams } from '../../src/events/streams.js';
import { dumpReadModels } from '../support/read-model-dump.js';
import { startTestService, type TestService } from '../support/service.js';

describe('configuration and approvals, over the API', () => {
  let service: TestService;
  let position: string;

  type Report = readonly [type: string, at: string, data: object, id?: string | undefined];
  const report = async (...items: readonly Report[]) => {
    const batch = items.map(([type, at, data, id]) => ({
      type,
      occurredAt: `2026-01-15T${at}Z`,
      data,
      ...(id !== undefined && { id }),
    }));
    const { status, body } = await service.post('/api/events', batch);
    expect([status, body.results.filter((one: { status: string }) => one.status === 'rejected')]).toEqual([200, []]);
    position = body.position;
  };
  const answer = (path: string) => service.get(`${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`);
  const read = async (path: string) => {
    const { status, body } = await answer(path);
    expect([status, body.code]).toEqual([200, undefined]);
    return body;
  };
  /** Every page of a list by what identifies its items, and the totals that they claim. */
  const pages = async (path: string, id: string) => {
    const ids: string[] = [];
    const totals = new Set<number>();
    let cursor = '';
    do {
      const page = await read(`${path}${cursor}`);
      ids.push(...page.items.map((item: Record<string, string>) => item[id]));
      totals.add(page.total);
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    return { ids, totals: [...totals] };
  };
  const problem = async (path: string) => {
    const { status, body } = await answer(path);
    return [status, body.code];
  };

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  describe('configuration', () => {
    let beforeChanges: string;
    const change = (at: string, key: string, data: object, id?: string) =>
      ['ConfigurationChanged', at, { key, ...data }, id] as const;

    beforeAll(async () => {
      await report(
        change('10:00:00', 'limits.agents', { value: { max: 2 }, reason: 'to begin with' }),
        change('10:01:00', 'limits.tokens', { value: null }),
        change('10:02:00', 'Limits.other', { value: 'x' }),
        change('10:03:00', 'a/b %', { value: [1, 'two', null] }),
        change('10:04:00', 'smtp.password', { value: 'hunter2-hunter2' }),
      );
      await read('/api/config');
      const [{ at }] = await service.runtime.dataSource.query('select max(recorded_at) as at from eventlog.events');
      beforeChanges = (at as Date).toISOString();
      await report(
        change('11:00:00', 'limits.agents', { value: { max: 5 }, reason: '50% more' }),
        change('10:30:00', 'limits.agents', { value: { max: 3 } }),
        change('11:01:00', 'limits.tokens', { deleted: true, reason: 'unused' }),
        // Says what is known already, under an id of its own.
        change('11:02:00', 'limits.agents', { value: { max: 5 } }, 'again'),
      );
    });

    it('lists the keys that are set by what is asked for, page by page, with the true total', async () => {
      expect(await pages('/api/config?limit=2', 'key')).toEqual({
        ids: ['limits.agents', 'smtp.password', 'a/b %', 'Limits.other'],
        totals: [4],
      });
      expect(await pages('/api/config?prefix=limits.', 'key')).toEqual({ ids: ['limits.agents'], totals: [1] });
      expect((await pages('/api/config?prefix=%25', 'key')).ids).toEqual([]);
      expect((await pages('/api/config?text=LIMITS&order=asc', 'key')).ids).toEqual(['Limits.other', 'limits.agents']);
      expect((await pages('/api/config?text=50%25', 'key')).ids).toEqual(['limits.agents']);
      expect((await pages('/api/config?to=2026-01-15T10:03:00Z', 'key')).ids).toEqual(['Limits.other']);
      expect((await pages('/api/config?updatedBy=nobody', 'key')).totals).toEqual([0]);
      expect((await answer('/api/config?prefix=')).status).toBe(400);
    });

    it('shows a key with the revision of its stream, whatever moved that, as its ETag', async () => {
      const { status, headers, body } = await answer('/api/config/limits.agents');
      expect([status, body]).toEqual([
        200,
        {
          key: 'limits.agents',
          value: { max: 5 },
          redacted: [],
          revision: '3',
          reason: '50% more',
          updatedAt: '2026-01-15T11:00:00.000Z',
          updatedBy: expect.any(String),
          demo: false,
        },
      ]);
      expect(headers.get('etag')).toBe('"3"');
      const info = await service.runtime.log.streamInfo(streams.configuration('limits.agents'));
      expect(info).toMatchObject({ exists: true, revision: 3n });
      expect(await read(`/api/config/${encodeURIComponent('a/b %')}`)).toMatchObject({ value: [1, 'two', null] });
    });

    it('is changed by who read it last, and by nobody who read it before that', async () => {
      const put = (tag: string, value: number) =>
        service.request('PUT', '/api/config/by-tag', { body: { value }, headers: { 'if-match': tag } });
      await report(change('12:00:00', 'by-tag', { value: 1 }), change('11:00:00', 'by-tag', { value: 0 }));
      const tag = (await answer('/api/config/by-tag')).headers.get('etag')!;
      const written = await put(tag, 2);
      expect(written.status).toBe(200);
      position = written.body.position;
      const after = await answer('/api/config/by-tag');
      expect([after.body.value, after.headers.get('etag')]).toEqual([2, written.headers.get('etag')]);
      expect((await put(tag, 3)).body.code).toBe('STALE_REVISION');
      position = (await service.request('DELETE', '/api/config/by-tag')).body.position;
      expect(await problem('/api/config/by-tag')).toEqual([404, 'CONFIGURATION_UNKNOWN']);
    });

    it('never knew the secrets', async () => {
      const shown = await read('/api/config/smtp.password');
      expect(shown).toMatchObject({ value: '[redacted]', redacted: [''] });
      expect((await read('/api/config/smtp.password/history')).items).toMatchObject([{ to: '[redacted]' }]);
    });

    it('shows the keys as they were known', async () => {
      const asOf = `asOf=${beforeChanges}`;
      const then = await answer(`/api/config/limits.agents?${asOf}`);
      expect(then.body).toMatchObject({ value: { max: 2 }, revision: '0', reason: 'to begin with' });
      expect(then.headers.get('etag')).toBe('"0"');
      expect(await read(`/api/config/limits.tokens?${asOf}`)).toMatchObject({ value: null });
      expect((await pages(`/api/config?prefix=limits&limit=1&${asOf}`, 'key')).ids).toEqual([
        'limits.tokens',
        'limits.agents',
      ]);
      expect(await read('/api/config?asOf=2020-01-01T00:00:00Z')).toMatchObject({ items: [], total: 0 });
      expect(await problem('/api/config/limits.agents?asOf=2020-01-01T00:00:00Z')).toEqual([
        404,
        'CONFIGURATION_UNKNOWN',
      ]);
    });

    it('tells the changes of a key, newest first, late ones in their place', async () => {
      const history = await read('/api/config/limits.agents/history');
      expect(history.total).toBe(3);
      expect(history.items).toMatchObject([
        { change: 'updated', from: { max: 2 }, to: { max: 5 }, reason: '50% more', revision: '1', flags: [] },
        { change: 'updated', to: { max: 3 }, occurredAt: '2026-01-15T10:30:00.000Z', revision: '2', flags: ['late'] },
        { change: 'created', to: { max: 2 }, reason: 'to begin with', revision: '0', flags: [] },
      ]);
      expect(history.items.map((item: object) => 'from' in item)).toEqual([true, false, false]);
      expect(await pages('/api/config/limits.agents/history?limit=1', 'revision')).toEqual({
        ids: ['1', '2', '0'],
        totals: [3],
      });
    });

    it('keeps the changes of a key that was deleted', async () => {
      expect(await problem('/api/config/limits.tokens')).toEqual([404, 'CONFIGURATION_UNKNOWN']);
      const { items } = await read('/api/config/limits.tokens/history');
      expect(items).toMatchObject([
        { change: 'deleted', from: null, reason: 'unused' },
        { change: 'created', to: null },
      ]);
      expect(items.map((item: object) => ['from' in item, 'to' in item])).toEqual([
        [true, false],
        [false, true],
      ]);
      expect((await read('/api/config/nothing/history')).total).toBe(0);
    });
  });

  describe('approvals', () => {
    const production = { resource: 'environment:production' };
    const request = (at: string, approvalId: string, data: object = {}) =>
      ['ApprovalRequested', at, { approvalId, ...data }] as const;
    const decision = (at: string, approvalId: string, data: object) =>
      ['ApprovalDecided', at, { approvalId, ...data }] as const;

    beforeAll(() =>
      report(
        request('10:00:00', 'a1', { ...production, title: 'Ship ÄRGER', requestedBy: 'eve', requiredCount: 2 }),
        decision('10:01:00', 'a1', { decision: 'approved', decidedBy: 'ann' }),
        decision('10:02:30', 'a1', { decision: 'granted', decidedBy: 'bob', comment: '100% sure' }),
        decision('10:03:00', 'a1', { decision: 'rejected', decidedBy: 'carl' }),
        request('10:00:00', 'a2', {
          ...production,
          requestedBy: 'eve',
          agentId: 'agent-1',
          runId: 'r1',
          stageId: 's1',
        }),
        decision('10:10:00', 'a2', { decision: 'delegated', decidedBy: 'ann', delegatedTo: 'dora' }),
        // Its decision is told before its request.
        decision('09:05:00', 'a3', { decision: 'denied', decidedBy: 'ann' }),
        request('09:00:00', 'a3', { requestedBy: 'kim' }),
        decision('12:00:00', 'a4', { decision: 'timed_out' }),
        request('11:00:00', 'a5'),
      ),
    );

    it('are listed by what is asked for, page by page, with the true total', async () => {
      expect(await pages('/api/approvals?limit=2', 'id')).toEqual({ ids: ['a4', 'a5', 'a2', 'a1', 'a3'], totals: [5] });
      expect(await pages('/api/approvals?sort=requestedAt&limit=2', 'id')).toEqual({
        ids: ['a5', 'a2', 'a1', 'a3', 'a4'],
        totals: [5],
      });
      const idsOf = async (query: string) => (await pages(`/api/approvals?${query}`, 'id')).ids;
      expect(await idsOf('status=pending,delegated')).toEqual(['a5', 'a2']);
      expect(await idsOf('requestedBy=eve,kim&order=asc')).toEqual(['a3', 'a1', 'a2']);
      expect(await idsOf('resource=environment:production&status=approved')).toEqual(['a1']);
      expect(await idsOf('agentId=agent-1&runId=r1&stageId=s1')).toEqual(['a2']);
      expect(await idsOf('decidedBy=bob')).toEqual(['a1']);
      expect(await idsOf(`text=${encodeURIComponent('ärger')}`)).toEqual(['a1']);
      expect(await idsOf('text=100%25')).toEqual(['a1']);
      expect(await idsOf('from=2026-01-15T10:10:00Z&to=2026-01-15T11:00:00Z')).toEqual(['a2']);
      expect((await service.get('/api/approvals?status=granted')).status).toBe(400);
    });

    it('are shown with who decided, when, and how long that took', async () => {
      const approval = await read('/api/approvals/a1');
      expect(approval).toMatchObject({ status: 'approved', decision: 'approved', decidedBy: 'bob', waitSeconds: 150 });
      expect(approval).toMatchObject({ decidedAt: '2026-01-15T10:02:30.000Z', comment: '100% sure' });
      expect(approval).toMatchObject({ requiredCount: 2, approvalCount: 2, rejectionCount: 1 });
      const steps = approval.decisions.map((one: Record<string, string>) => [one.decidedBy, one.decision, one.status]);
      expect(steps).toEqual([
        ['ann', 'approved', 'pending'],
        ['bob', 'approved', 'approved'],
        ['carl', 'rejected', 'approved'],
      ]);
      expect(approval.flags).toEqual(['already_resolved']);
      expect(await read('/api/approvals/a2')).toMatchObject({
        status: 'delegated',
        delegates: ['dora'],
        decision: null,
      });
      expect(await read('/api/approvals/a3')).toMatchObject({ status: 'rejected', waitSeconds: 300 });
      expect(await read('/api/approvals/a4')).toMatchObject({
        decision: 'timed_out',
        requestedAt: null,
        requiredCount: null,
        waitSeconds: null,
      });
      expect(await problem('/api/approvals/none')).toEqual([404, 'APPROVAL_UNKNOWN']);
    });

    it('wait for the caller that decides them here', async () => {
      expect(await read('/api/approvals/a5')).toMatchObject({
        status: 'pending',
        decision: null,
        decidedBy: null,
        decidedAt: null,
        waitSeconds: null,
        decisions: [],
      });
      const decided = await service.post('/api/approvals/a5/decision', { decision: 'approve', comment: 'go' });
      expect(decided.status).toBe(200);
      position = decided.body.position;
      const approval = await read('/api/approvals/a5');
      expect(approval).toMatchObject({ status: 'approved', decidedVia: 'service', comment: 'go' });
      expect(approval.waitSeconds).toBeGreaterThan(0);
      expect(approval.decisions).toMatchObject([
        { decidedBy: approval.decidedBy, decidedByName: approval.decidedByName, reportedBy: approval.decidedByName },
      ]);
      const { ids } = await pages(`/api/approvals?decidedBy=${encodeURIComponent(approval.decidedByName)}`, 'id');
      expect(ids).toEqual(['a5']);
    });
  });

  it('is the same after a rebuild', async () => {
    const { engine } = service.runtime;
    const names = ['configuration', 'approvals'];
    const ours = engine.projections.filter(({ name }) => names.includes(name));
    const live = await dumpReadModels(service.database.pool, ours);
    await engine.startRebuild(names);
    await engine.awaitRebuild(names, AbortSignal.timeout(30_000));
    expect(await dumpReadModels(service.database.pool, ours)).toEqual(live);
    expect(Object.values(live).every((rows) => rows.length > 0)).toBe(true);
  });
});
