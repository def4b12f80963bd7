import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { startTestService, type TestService } from '../support/service.js';

describe('several processes on one database', () => {
  let database: TestDatabase;
  const running: TestService[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    for (const service of running.splice(0)) await service.close();
    await database.drop();
  });

  const start = async (roles: string): Promise<TestService> => {
    const service = await startTestService({ database, env: { ORCHESTRATE_ROLES: roles } });
    running.push(service);
    return service;
  };
  const stop = (service: TestService) => {
    running.splice(running.indexOf(service), 1);
    return service.close();
  };
  /** Makes a key through one process and reads the list through another. */
  const writeAndRead = async (writer: TestService, reader: TestService, name: string): Promise<readonly string[]> => {
    const written = await writer.post('/api/keys', { name, role: 'viewer' });
    expect(written.status, JSON.stringify(written.body)).toBe(201);
    const read = await reader.get(`/api/keys?minPosition=${written.body.position}`);
    expect(read.status, JSON.stringify(read.body)).toBe(200);
    return read.body.items.map((item: { name: string }) => item.name);
  };

  it('may each have a part of the roles', async () => {
    const api = await start('api');
    const refused = await api.post('/api/keys', { name: 'nobody projects', role: 'viewer' });
    const behind = await api.get(`/api/keys?minPosition=${refused.body.position}`);
    expect([behind.status, behind.body.code]).toEqual([503, 'PROJECTION_BEHIND']);
    const rest = await start('projections,worker');
    expect(rest.url).toBe('');
    expect(await writeAndRead(api, api, 'split')).toContain('split');
  });

  it('read what the other wrote, and go on when one leaves', async () => {
    const one = await start('api,projections,worker');
    const two = await start('api,projections,worker');
    expect(await writeAndRead(one, two, 'first')).toContain('first');
    expect(await writeAndRead(two, one, 'second')).toContain('second');
    await stop(one);
    expect(await writeAndRead(two, two, 'third')).toEqual(expect.arrayContaining(['first', 'second', 'third']));
    const three = await start('api,projections,worker');
    expect(await writeAndRead(three, two, 'fourth')).toContain('fourth');
  });

  it('know the same keys: one that is revoked through one process is refused by the other', async () => {
    const one = await start('api,projections');
    const two = await start('api,projections');
    const created = await one.post('/api/keys', { name: 'short-lived', role: 'viewer' });
    const { key, id } = created.body as { key: string; id: string };
    expect((await two.get('/api/projections', { key })).status).toBe(200);
    expect((await one.request('DELETE', `/api/keys/${id}`)).status).toBeLessThan(300);
    await expect.poll(async () => (await two.get('/api/projections', { key })).status, { timeout: 30_000 }).toBe(401);
  });
});
