import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OtlpReceivers } from '../../src/modules/otlp/index.js';
import { encodeExport, OtlpGrpcClient } from '../support/otlp-grpc-client.js';
import { startTestService, type TestService } from '../support/service.js';

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const toolResult = (session: string) => ({
  resourceLogs: [
    {
      scopeLogs: [
        {
          logRecords: [
            {
              body: { stringValue: 'claude_code.tool_result' },
              attributes: [
                text('session.id', session),
                text('event.name', 'tool_result'),
                text('tool_name', 'Bash'),
                text('tool_use_id', `${session}-t1`),
                text('success', 'true'),
                text('duration_ms', '1'),
              ],
            },
          ],
        },
      ],
    },
  ],
});

describe('telemetry without a key, from this machine, where the operator allows it', () => {
  let service: TestService;
  let grpc: OtlpGrpcClient;
  beforeAll(async () => {
    service = await startTestService({
      env: {
        ORCHESTRATE_OTLP_ANONYMOUS_LOOPBACK: 'true',
        ORCHESTRATE_OTLP_GRPC_PORT: '0',
        ORCHESTRATE_TRUST_PROXY: 'true',
      },
    });
    grpc = new OtlpGrpcClient(service.app.get(OtlpReceivers).portOf('otlp-grpc')!, {});
  });
  afterAll(async () => {
    grpc.close();
    await service.close();
  });

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    service.request('POST', path, { body, key: null, headers });
  const actorOf = async (session: string) => {
    const stream = `agentActivity-${session}`;
    return (await service.runtime.log.readStreams([stream])).get(stream)?.[0]?.meta.actor;
  };

  it('is taken under a name of its own, over HTTP and gRPC', async () => {
    expect((await post('/v1/logs', toolResult('s-loop-http'))).status).toBe(200);
    expect((await grpc.export('logs', encodeExport('logs', toolResult('s-loop-grpc')))).code).toBe(0);
    for (const session of ['s-loop-http', 's-loop-grpc']) {
      expect(await actorOf(session)).toMatchObject({ id: 'otlp-loopback', name: 'otlp-loopback', type: 'api_key' });
    }
  });

  it('is refused when it shows a false key, or comes through a proxy or a browser', async () => {
    expect((await post('/v1/logs', {}, { 'x-api-key': 'false' })).status).toBe(401);
    expect((await post('/v1/logs', {}, { 'x-forwarded-for': '127.0.0.1' })).status).toBe(401);
    expect((await post('/v1/logs', {}, { origin: 'http://127.0.0.1:4040' })).status).toBe(401);
    expect((await grpc.export('logs', Buffer.alloc(0), { 'x-api-key': 'false' })).code).toBe(status.UNAUTHENTICATED);
  });

  it('goes under its own key where it shows one', async () => {
    const key = await service.createKey('reporter');
    expect((await post('/v1/logs', toolResult('s-loop-key'), { 'x-api-key': key })).status).toBe(200);
    expect(await actorOf('s-loop-key')).toMatchObject({ name: 'test reporter' });
  });

  it('opens nothing else', async () => {
    const statuses = await Promise.all([
      post('/api/events', []),
      post('/api/agents', { id: 'a', type: 'bug-fixer' }),
      service.get('/api/agents', { key: null }),
    ]);
    expect(statuses.map((answer) => answer.status)).toEqual([401, 401, 401]);
  });
});
