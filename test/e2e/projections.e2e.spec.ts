import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

describe('/api/projections', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  const statusOf = async (name: string) => {
    const { body } = await service.get('/api/projections');
    return body.items.find((item: { name: string }) => item.name === name);
  };

  it('lists every projection with its state, as many as the total says', async () => {
    const { status, body } = await service.get('/api/projections');
    expect(status).toBe(200);
    expect(body.total).toBe(service.runtime.engine.projections.length);
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(
      service.runtime.engine.projections.map(({ name }) => name),
    );
  });

  it('rebuilds one beside the tables that serve', async () => {
    await service.createKey('viewer');
    const answer = await service.post('/api/projections/api-keys/rebuild', {});
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ rebuilding: ['api-keys'] });
    expect(await service.runtime.engine.awaitRebuild(['api-keys'], AbortSignal.timeout(60_000))).toEqual([
      { projection: 'api-keys', outcome: 'done' },
    ]);
    expect((await service.get('/api/keys')).body.total).toBe(2);
    expect(await statusOf('api-keys')).toMatchObject({ rebuild: null, deadLetters: 0, failure: null });
  });

  it('rebuilds all', async () => {
    const { body } = await service.post('/api/projections/rebuild', {});
    expect(body.rebuilding).toHaveLength(service.runtime.engine.projections.length);
    const outcomes = await service.runtime.engine.awaitRebuild(undefined, AbortSignal.timeout(30_000));
    expect(outcomes.every(({ outcome }) => outcome === 'done')).toBe(true);
  });

  it('names the projections there are when it is asked for another', async () => {
    for (const path of ['rebuild', 'dead-letters/retry']) {
      const { status, body } = await service.post(`/api/projections/nope/${path}`, {});
      expect([status, body.code]).toEqual([404, 'PROJECTION_UNKNOWN']);
      expect(JSON.stringify(body)).toContain('api-keys');
    }
  });

  it('lists what was set aside, and retries nothing when there is nothing', async () => {
    expect((await service.get('/api/projections/api-keys/dead-letters')).body).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
    });
    expect((await service.post('/api/projections/api-keys/dead-letters/retry', {})).body).toEqual({
      tried: 0,
      remaining: [],
    });
  });

  it('lets only admins rebuild', async () => {
    const key = await service.createKey('operator');
    expect((await service.post('/api/projections/rebuild', {}, { key })).status).toBe(403);
  });
});
