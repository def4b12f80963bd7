import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PostgresProxy, startPostgresProxy } from '../support/postgres-proxy.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { startTestService, type TestService } from '../support/service.js';

/** Writes and as many reads that are refused before the database comes back. */
const REFUSALS = 10;

describe('while the database is gone', () => {
  let database: TestDatabase;
  let proxy: PostgresProxy;
  let service: TestService;

  beforeEach(async () => {
    database = await createTestDatabase();
    proxy = await startPostgresProxy(database.url);
    service = await startTestService({ database, env: { DATABASE_URL: proxy.url } });
  });
  afterEach(async () => {
    proxy.restore();
    await service.close();
    await proxy.close();
    await database.drop();
  });

  const queue = (depth: number) =>
    service.post('/api/events', [{ type: 'QueueDepthObserved', data: { queue: 'pr_queue', depth } }]);

  it('refuses with 503 and Retry-After, says why in /readyz, and goes on by itself afterwards', async () => {
    const before = await queue(1);
    expect(before.status, JSON.stringify(before.body)).toBe(200);
    proxy.cut();
    // Together: each write waits its ten seconds for the database before it is refused.
    const writes = Array.from({ length: REFUSALS }, () => queue(2));
    const reads = Array.from({ length: REFUSALS }, () => service.get('/api/queues'));
    for (const answer of await Promise.all([...writes, ...reads])) {
      expect(answer.status, JSON.stringify(answer.body)).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(answer.body.code).toMatch(/^(EVENT_LOG_UNAVAILABLE|OUTCOME_UNKNOWN|DATABASE_UNAVAILABLE)$/);
      expect(JSON.stringify(answer.body)).not.toMatch(/\bat .*\.(js|ts):\d/);
    }
    expect((await service.get('/healthz', { key: null })).status).toBe(200);
    const ready = await service.get('/readyz', { key: null });
    expect(ready.status).toBe(503);
    expect(ready.body.parts.find(({ name }: { name: string }) => name === 'database')).toMatchObject({
      status: 'down',
      reason: expect.any(String),
    });

    proxy.restore();
    await expect.poll(async () => (await queue(7)).status, { timeout: 30_000 }).toBe(200);
    const { body } = await queue(8);
    const read = await service.get(`/api/queues?minPosition=${body.position}`);
    expect(read.status, JSON.stringify(read.body)).toBe(200);
    expect(read.body.items).toMatchObject([{ depth: 8 }]);
    await expect
      .poll(async () => (await service.get('/readyz', { key: null })).body.status, { timeout: 30_000 })
      .toBe('ready');
  });
});
