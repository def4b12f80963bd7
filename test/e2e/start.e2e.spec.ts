import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

describe('a service that just started', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  it('is alive and ready, every part named', async () => {
    expect((await service.get('/healthz', { key: null })).status).toBe(200);
    const ready = await service.get('/readyz', { key: null });
    expect(ready.status, JSON.stringify(ready.body)).toBe(200);
    expect(ready.body.parts.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['database', 'event-log', 'queues', 'projections']),
    );
  });

  it('refuses a caller without a key, and shows the list to one with a key', async () => {
    const refused = await service.get('/api/agents', { key: null });
    expect(refused.status).toBe(401);
    expect(refused.body.code).toBe('UNAUTHENTICATED');
    const shown = await service.get('/api/agents');
    expect(shown.body).toEqual({ items: [], nextCursor: null, total: 0 });
  });

  it('describes itself', async () => {
    const document = await service.get('/api/openapi.json');
    expect(document.status).toBe(200);
    expect(document.body.openapi).toMatch(/^3\./);
  });
});

describe('a service that stops', () => {
  it('does not wait for a body that it refused unread', async () => {
    const service = await startTestService();
    const viewer = await service.createKey('viewer');
    const lines = '{"type":"x","data":{}}\n'.repeat(20_000);
    const refused = await service.post('/api/events', lines, {
      key: viewer,
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect(refused.status).toBe(403);
    // The test's own time limit tells: an unread body holds the connection for a minute.
    await service.close();
  }, 30_000);
});
