import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import protobuf from 'protobufjs';
import { OtlpReceivers } from '../../src/modules/otlp/index.js';
import { nestedLogs } from '../support/otlp-grpc-client.js';
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

describe('an exporter that speaks protobuf', () => {
  let service: TestService;
  beforeAll(async () => void (service = await startTestService()));
  afterAll(() => service.close());

  const root = protobuf.parse(`
    syntax = "proto3";
    message Any { string type_url = 1; bytes value = 2; }
    message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  `).root;

  async function refusal(body: Uint8Array, headers: Record<string, string> = {}) {
    const answer = await fetch(`${service.url}/v1/logs`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-protobuf',
        authorization: `Bearer ${service.adminKey}`,
        ...headers,
      },
      body,
    });
    const type = root.lookupType('Status');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return {
      http: answer.status,
      type: answer.headers.get('content-type'),
      retryAfter: answer.headers.get('retry-after'),
      ...(type.toObject(type.decode(bytes)) as { code: number; message: string; details?: { typeUrl: string }[] }),
    };
  }

  it('is refused in protobuf, wherever the refusal is made', async () => {
    const type = 'application/x-protobuf';
    expect(await refusal(Buffer.from([0x0a, 0x7f, 0x01]))).toMatchObject({
      http: 400,
      type,
      code: 3,
      message: expect.stringMatching(/^OTLP_MALFORMED: /) as string,
    });
    expect(await refusal(nestedLogs(2_000))).toMatchObject({ http: 400, type, code: 3 });
    expect(await refusal(Buffer.alloc(0), { authorization: '' })).toMatchObject({
      http: 401,
      type,
      code: 16,
      message: expect.stringMatching(/^UNAUTHENTICATED: /) as string,
    });
    expect(await refusal(Buffer.from('no gzip'), { 'content-encoding': 'gzip' })).toMatchObject({
      http: 400,
      type,
      code: 3,
      message: expect.stringMatching(/^MALFORMED_GZIP: /) as string,
    });
    expect(await refusal(Buffer.alloc(9 * 1024 * 1024))).toMatchObject({ http: 413, type, code: 8 });
  });

  it('is told when to come again, in the header and in the message', async () => {
    for (let n = 0; n < 10; n++) await refusal(Buffer.alloc(0), { authorization: 'Bearer guess' });
    const { http, code, retryAfter, details } = await refusal(Buffer.alloc(0), { authorization: 'Bearer guess' });
    expect([http, code, Number(retryAfter) > 0]).toEqual([429, 8, true]);
    expect(details?.map(({ typeUrl }) => typeUrl)).toEqual(['type.googleapis.com/google.rpc.RetryInfo']);
  });

  it('is answered as everybody else on other routes', async () => {
    const answer = await fetch(`${service.url}/api/agents`, { headers: { 'content-type': 'application/x-protobuf' } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });
});
