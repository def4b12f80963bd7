import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { TEST_ADMIN_KEY } from '../support/service.js';
import { type SpanCollector, startSpanCollector } from '../support/span-collector.js';
import { SpawnedService } from '../support/spawned-service.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const callerSpanId = 'b7ad6b7169203331';

describe('the service itself, traced', () => {
  let collector: SpanCollector;
  let database: TestDatabase;
  let service: SpawnedService;
  beforeAll(async () => {
    collector = await startSpanCollector();
    database = await createTestDatabase();
    service = await SpawnedService.start({
      DATABASE_URL: database.url,
      ORCHESTRATE_ADMIN_KEY: TEST_ADMIN_KEY,
      ORCHESTRATE_LOG_LEVEL: 'info',
    });
  });
  afterAll(async () => {
    await service?.end('SIGTERM');
    await database?.drop();
    await collector?.close();
  });

  const request = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${service.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${TEST_ADMIN_KEY}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what it holds is what the test is about
    return { status: response.status, body: (await response.json()) as any };
  };
  const inTrace = { traceparent: `00-${traceId}-${callerSpanId}-01` };

  it('names the trace of a request in every problem, also while nothing is exported', async () => {
    for (const [path, status] of [
      ['/api/agents/nobody', 404],
      ['/nowhere', 404],
      ['/api/agents?limit=x', 400],
    ] as const) {
      const refused = await request('GET', path, undefined, inTrace);
      expect([path, refused.status, refused.body.traceId]).toEqual([path, status, traceId]);
    }
    const { status, body } = await request('GET', '/api/agents', undefined, { authorization: 'Bearer wrong' });
    expect([status, body.traceId]).toEqual([401, expect.stringMatching(/^(?!0{32})[0-9a-f]{32}$/)]);
  });

  it('sends its requests, commands, reads of the log and statements as one trace, once that is turned on', async () => {
    const setting = { enabled: true, exporter: 'otlp', endpoint: collector.url };
    expect((await request('PUT', '/api/trace-export', setting)).status).toBe(200);
    await request('PUT', '/api/audit/retention', { days: 365 }, inTrace);
    const names = () => collector.spans.filter((span) => span.traceId === traceId).map(({ name }) => name);
    const wanted = [
      /^PUT/,
      /^command SetAuditRetention$/,
      /^event_log\.append$/,
      /^event_log\.read_stream$/,
      /^pg.query/,
    ];
    await collector.until(() => wanted.every((name) => names().some((one) => name.test(one))));
    const served = collector.spans.find((span) => span.traceId === traceId && span.name.startsWith('PUT'));
    const command = collector.spans.find(({ name }) => name === 'command SetAuditRetention');
    expect(served).toMatchObject({
      parentSpanId: callerSpanId,
      kind: 'server',
      name: 'PUT /api/audit/retention',
      attributes: { 'http.route': '/api/audit/retention' },
    });
    expect(command).toMatchObject({ parentSpanId: served?.spanId, resource: { 'service.name': expect.any(String) } });
    // The job that this set off, and the pages that tell of it, are work of their own.
    const others = () => collector.spans.map(({ name }) => name);
    await collector.until(() => others().includes('process audit-retention') && others().includes('projection.page'));
    const { body } = await request('GET', '/api/trace-export');
    expect(body.own).toMatchObject({ failed: 0, dropped: 0, lastError: null });
    expect(body.own.sent).toBeGreaterThan(0);
  });

  it('names the trace in the event that a request led to', async () => {
    const { rows } = await database.pool.query(
      `select meta::jsonb->>'traceparent' as traceparent from eventlog.events where type = 'AuditRetentionChanged'`,
    );
    expect(rows[0].traceparent).toContain(traceId);
  });
});
