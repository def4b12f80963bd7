import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';
import { type EventStream, openEventStream } from '../support/event-stream.js';

const topicsUntil = async (stream: EventStream, topic: string): Promise<readonly string[]> => {
  const { data } = await stream.next(
    ({ event, data: told }) => event === 'changed' && (told.topics as string[]).includes(topic),
  );
  return data.topics as string[];
};

describe('the stream of changes', () => {
  let service: TestService;
  let agents = 0;
  const spawn = async () => {
    const { status, body } = await service.post('/api/agents', { id: `streamed-${++agents}`, type: 'bug-fixer' });
    expect(status).toBe(201);
    return body.position as string;
  };

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  it('tells of what is taken in once the read model holds it, and how late it is', async () => {
    await using stream = await openEventStream(service.url, { key: service.adminKey });
    expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.headers.get('cache-control')).toBe('no-store');
    const beat = await stream.next(({ event }) => event === 'heartbeat');
    expect(Date.parse(String(beat.data.time))).not.toBeNaN();
    expect(beat.data.checkedAt).not.toBeNull();

    const recorded = await spawn();
    const told = await stream.next(
      ({ event, data }) => event === 'changed' && (data.topics as string[]).includes('agents'),
    );
    expect(told.id).toBe(told.data.position);
    // Without waiting for a position: it is there.
    const { body } = await service.get('/api/agents');
    expect(body.items.map(({ id }: { id: string }) => id)).toContain(`streamed-${agents}`);
    expect(stream.seen.some(({ data }) => String(data.position) >= recorded)).toBe(true);
  });

  it('tells who comes back what has changed meanwhile, and nobody of what had changed before', async () => {
    const stream = await openEventStream(service.url, { key: service.adminKey });
    await spawn();
    const { id: lastEventId } = await stream.next(({ event }) => event === 'changed');
    await stream[Symbol.asyncDispose]();

    const position = await spawn();
    await service.get(`/api/agents?minPosition=${position}`);
    await using fresh = await openEventStream(service.url, { key: service.adminKey });
    expect((await fresh.next(() => true)).event).toBe('heartbeat');
    await using back = await openEventStream(service.url, { key: service.adminKey, lastEventId });
    expect(await topicsUntil(back, 'agents')).not.toContain('silences');
    await using lost = await openEventStream(service.url, { key: service.adminKey, lastEventId: 'of another service' });
    expect(await topicsUntil(lost, 'agents')).toContain('silences');
  });

  it('wants a key that may read, or a session', async () => {
    expect((await service.get('/api/stream', { key: null })).status).toBe(401);
    expect((await service.get('/api/stream', { key: await service.createKey('reporter') })).status).toBe(403);
    const head = await service.request('HEAD', '/api/stream');
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  });

  it('ends with the key, and says so', async () => {
    const { body } = await service.post('/api/keys', { name: 'to be revoked', role: 'viewer' });
    await using stream = await openEventStream(service.url, { key: body.key });
    await service.request('DELETE', `/api/keys/${body.id}`);
    expect((await stream.next(({ event }) => event === 'ended')).data.code).toBe('API_KEY_REVOKED');
    await stream.ended;
    expect((await service.get('/api/stream', { key: body.key })).status).toBe(401);
  });

  it('ends with the session, and says so', async () => {
    const signIn = await service.post('/api/session', { key: service.adminKey }, { key: null });
    const cookie = String(signIn.headers.get('set-cookie')).split(';')[0] ?? '';
    await using stream = await openEventStream(service.url, { cookie });
    await stream.next(({ event }) => event === 'heartbeat');
    const signOut = await service.request('DELETE', '/api/session', {
      key: null,
      headers: { cookie, origin: service.url },
    });
    expect(signOut.status).toBeLessThan(300);
    expect((await stream.next(({ event }) => event === 'ended')).data.code).toBe('SESSION_ENDED');
    await stream.ended;
  });

  it('has a bounded number of places, gives them back, and counts who has one', async () => {
    const small = await startTestService({ env: { ORCHESTRATE_STREAM_CLIENTS: '1' } });
    try {
      const metric = async (name: string) =>
        /^\S+ (\d+)$/m.exec(
          String((await small.get('/metrics')).body).match(new RegExp(`^${name} .*$`, 'm'))?.[0] ?? '',
        )?.[1];
      const first = await openEventStream(small.url, { key: small.adminKey });
      expect(await metric('orchestrate_stream_clients')).toBe('1');
      const { status, body, headers } = await small.get('/api/stream');
      expect([status, body.code]).toEqual([503, 'STREAM_FULL']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await metric('orchestrate_stream_refused_total')).toBe('1');
      await first[Symbol.asyncDispose]();
      await expect.poll(() => metric('orchestrate_stream_clients')).toBe('0');
      await using again = await openEventStream(small.url, { key: small.adminKey });
      expect((await again.next(() => true)).event).toBe('heartbeat');
      // How long somebody listened is no latency; how soon it was turned away is one.
      expect((await small.get('/metrics')).body).toMatch(/latency_seconds_count\{[^}]*path="\/api\/stream"[^}]*\} 1\n/);
    } finally {
      await small.close();
    }
  });

  it('does not hold up a shutdown, and hears from a replica that maintains the read models', async () => {
    const database = service.database;
    const reader = await startTestService({ database, env: { ORCHESTRATE_ROLES: 'api' } });
    const stream = await openEventStream(reader.url, { key: reader.adminKey });
    await spawn();
    expect(await topicsUntil(stream, 'agents')).toContain('audit');
    const closed = reader.close();
    expect((await stream.next(({ event }) => event === 'ended')).data.code).toBe('SHUTTING_DOWN');
    await stream.ended;
    await closed;
  });

  it('has a topic for every projection', async () => {
    const { topicsOf } = await import('../../src/modules/live-stream/stream-topics.js');
    const silent = service.runtime.engine.projections.filter(({ name }) => topicsOf(name).length === 0);
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});
