import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpReadModels } from '../support/read-model-dump.js';
import { startTestService, type TestService } from '../support/service.js';

describe('the work on its way to production, over the API', () => {
  let service: TestService;
  let position: string;

  const report = async (...items: readonly (readonly [type: string, at: string, data: object])[]) => {
    const batch = items.map(([type, at, data]) => ({ type, occurredAt: `2026-01-15T${at}Z`, data }));
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

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  describe('deployments', () => {
    const place = { environment: 'production', service: 'shop' };

    beforeAll(() =>
      report(
        ['DeploymentTriggered', '10:00:00', { deploymentId: 'd1', ...place, version: 'v1', initiatedBy: 'ann' }],
        ['DeploymentStatusChanged', '10:05:00', { deploymentId: 'd1', status: 'success' }],
        // Its end is told before its beginning.
        ['DeploymentStatusChanged', '11:02:00', { deploymentId: 'd2', to: 'failed', error: '50% of ÄRGER' }],
        ['DeploymentTriggered', '11:00:00', { deploymentId: 'd2', ...place, version: 'v2', epicId: 'epic-1' }],
        ['DeploymentStatusChanged', '11:30:00', { deploymentId: 'd2', to: 'rolled_back', rolledBackTo: 'v1' }],
        ['DeploymentStatusChanged', '11:01:00', { deploymentId: 'd2', to: 'in_progress' }],
        ['DeploymentTriggered', '12:00:00', { deploymentId: 'd3', ...place, version: 'v3' }],
        ['DeploymentTriggered', '12:00:00', { deploymentId: 'd4', environment: 'staging', previousVersion: 'v0' }],
        ['DeploymentStatusChanged', '09:00:00', { deploymentId: 'd5', to: 'timed_out' }],
      ),
    );

    it('are listed by what is asked for, page by page, with the true total', async () => {
      expect(idsOf(await read('/api/deployments?status=rolled_back,succeeded'))).toEqual(['d2', 'd1']);
      expect(idsOf(await read('/api/deployments?environment=staging'))).toEqual(['d4']);
      expect(idsOf(await read('/api/deployments?service=shop&version=v1,v3&order=asc'))).toEqual(['d1', 'd3']);
      expect(idsOf(await read('/api/deployments?epicId=epic-1'))).toEqual(['d2']);
      expect(idsOf(await read('/api/deployments?initiatedBy=ann'))).toEqual(['d1']);
      expect(idsOf(await read(`/api/deployments?text=${encodeURIComponent('% of ärger')}`))).toEqual(['d2']);
      expect(idsOf(await read('/api/deployments?from=2026-01-15T10:05:00Z&to=2026-01-15T11:30:00Z'))).toEqual(['d1']);
      expect(await pages('/api/deployments?sort=triggeredAt&limit=2')).toEqual({
        ids: ['d4', 'd3', 'd2', 'd1', 'd5'],
        totals: [5],
      });
      expect((await service.get('/api/deployments?status=success')).status).toBe(400);
    });

    it('are shown with what was reported late, how long they took and what ran before', async () => {
      const deployment = await read('/api/deployments/d2');
      expect(deployment).toMatchObject({ status: 'rolled_back', previousVersion: 'v1', rolledBackTo: 'v1' });
      expect(deployment).toMatchObject({ triggeredAt: '2026-01-15T11:00:00.000Z', durationSeconds: 120 });
      expect(deployment.flags).toEqual(expect.arrayContaining(['before_creation', 'late']));
      expect(deployment.statusHistory.map(({ from, to }: { from: string; to: string }) => [from, to])).toEqual([
        [null, 'pending'],
        [null, 'in_progress'],
        [null, 'failed'],
        ['failed', 'rolled_back'],
      ]);
      expect(await read('/api/deployments/d1')).toMatchObject({ status: 'succeeded', previousVersion: null });
      expect(await read('/api/deployments/d3')).toMatchObject({
        status: 'pending',
        previousVersion: 'v1',
        endedAt: null,
      });
      expect(await read('/api/deployments/d4')).toMatchObject({ previousVersion: 'v0', version: null });
      expect(await read('/api/deployments/d5')).toMatchObject({ environment: null, durationSeconds: null });
      const { status, body } = await service.get('/api/deployments/none');
      expect([status, body.code]).toEqual([404, 'DEPLOYMENT_UNKNOWN']);
    });
  });

  it('is the same after a rebuild', async () => {
    const { engine } = service.runtime;
    const names = ['deployments'];
    const ours = engine.projections.filter(({ name }) => names.includes(name));
    const live = await dumpReadModels(service.database.pool, ours);
    await engine.startRebuild(names);
    await engine.awaitRebuild(names, AbortSignal.timeout(30_000));
    expect(await dumpReadModels(service.database.pool, ours)).toEqual(live);
    expect(Object.values(live).every((rows) => rows.length > 0)).toBe(true);
  });
});
