import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OtlpReceivers } from '../../src/modules/otlp/index.js';
import { startTestService, type TestService } from '../support/service.js';

const record = (sessionId: string, id: string) => ({
  body: { stringValue: 'claude_code.tool_result' },
  attributes: [
    { key: 'session.id', value: { stringValue: sessionId } },
    { key: 'event.name', value: { stringValue: 'tool_result' } },
    { key: 'tool_name', value: { stringValue: 'Bash' } },
    { key: 'tool_use_id', value: { stringValue: id } },
    { key: 'success', value: { stringValue: 'true' } },
    { key: 'duration_ms', value: { stringValue: '1' } },
  ],
});
const logs = (...logRecords: object[]) => ({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });

describe('the port for OTLP over HTTP', () => {
  let service: TestService;
  let reporter: string;
  let url: string;
  beforeAll(async () => {
    service = await startTestService({ env: { ORCHESTRATE_OTLP_HTTP_PORT: '0' } });
    reporter = await service.createKey('reporter');
    url = `http://127.0.0.1:${service.app.get(OtlpReceivers).portOf('otlp-http')}`;
  });
  afterAll(() => service.close());

  const post = (path: string, body: unknown, key: string | undefined = reporter) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key === '' ? {} : { authorization: `Bearer ${key}` }) },
      body: JSON.stringify(body),
    });

  it('takes exports as the main port does', async () => {
    expect((await post('/v1/logs', logs(record('s-second-port', 'a')))).status).toBe(200);
    const stream = 'agentActivity-s-second-port';
    expect((await service.runtime.log.readStreams([stream])).get(stream)).toHaveLength(1);
    expect([(await post('/v1/traces', {})).status, (await post('/v1/metrics/', {})).status]).toEqual([200, 200]);
  });

  it('asks for a key as the main port does', async () => {
    expect((await post('/v1/logs', {}, '')).status).toBe(401);
    expect((await post('/v1/logs', {}, await service.createKey('viewer'))).status).toBe(403);
  });

  it.each(['/api/agents', '/readyz', '/metrics', '/v1', '/v1/logs/x', '/v1/logsx', '//v1/logs'])(
    'knows no %s',
    async (path) => {
      const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${service.adminKey}` } });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([404, 'ROUTE_UNKNOWN']);
    },
  );

  it('is a part of /readyz', async () => {
    const { body } = await service.get('/readyz');
    expect(body).toMatchObject({ status: 'ready' });
    expect(body.parts).toContainEqual({
      name: 'otlp-http',
      status: 'up',
      details: { port: Number(new URL(url).port) },
    });
  });
});

describe('a port for OTLP that is in use', () => {
  it('is told by /readyz, and the rest runs', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const service = await startTestService({ env: { ORCHESTRATE_OTLP_HTTP_PORT: String(port) } });
    const { status, body } = await service.get('/readyz');
    expect([status, body.status]).toEqual([200, 'degraded']);
    expect(body.parts).toContainEqual({
      name: 'otlp-http',
      status: 'degraded',
      reason: `port ${port} is in use`,
      details: { port },
    });
    expect((await service.post('/v1/logs', logs(record('s-main-port', 'a')))).status).toBe(200);
    await service.close();
    await new Promise((resolve) => other.close(resolve));
  });
});
