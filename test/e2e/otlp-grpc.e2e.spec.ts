import { credentials, Metadata, status } from '@grpc/grpc-js';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-grpc';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OtlpReceivers } from '../../src/modules/otlp/index.js';
import { encodeExport, nestedLogs, OtlpGrpcClient } from '../support/otlp-grpc-client.js';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
let reporter: string;
let port: number;
let client: OtlpGrpcClient;
beforeAll(async () => {
  service = await startTestService({ env: { ORCHESTRATE_OTLP_GRPC_PORT: '0' } });
  reporter = await service.createKey('reporter');
  port = service.app.get(OtlpReceivers).portOf('otlp-grpc')!;
  client = new OtlpGrpcClient(port, { authorization: `Bearer ${reporter}` });
});
afterAll(async () => {
  client.close();
  await service.close();
});

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const toolResult = (session: string, tool: string, id: string) => ({
  body: { stringValue: 'claude_code.tool_result' },
  attributes: [
    text('session.id', session),
    text('event.name', 'tool_result'),
    text('tool_name', tool),
    text('tool_use_id', id),
    text('success', 'true'),
    text('duration_ms', '1'),
  ],
});
const logs = (...logRecords: object[]) => encodeExport('logs', { resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
const callsOf = async (session: string) =>
  (await service.runtime.log.readStreams([`agentActivity-${session}`])).get(`agentActivity-${session}`) ?? [];

describe('OTLP over gRPC', () => {
  it.each(['none', 'gzip'])('takes what the official exporter sends, compressed with %s', async (compression) => {
    const session = `s-grpc-${compression}`;
    const metadata = new Metadata();
    metadata.set('authorization', `Bearer ${reporter}`);
    const exporter = new OTLPLogExporter({
      url: `http://127.0.0.1:${port}`,
      credentials: credentials.createInsecure(),
      metadata,
      compression: compression as never,
    });
    const provider = new LoggerProvider({
      resource: resourceFromAttributes({ 'service.name': 'claude-code' }),
      processors: [new SimpleLogRecordProcessor(exporter)],
    });
    provider.getLogger('com.anthropic.claude_code.events').emit({
      body: 'claude_code.tool_result',
      attributes: {
        'session.id': session,
        'event.name': 'tool_result',
        tool_name: 'Bash',
        tool_use_id: `${session}-t1`,
        success: 'true',
        duration_ms: 5,
      },
    });
    await provider.forceFlush();
    await provider.shutdown();
    const calls = await callsOf(session);
    expect(calls.map(({ type, data }) => ({ type, ...data }))).toMatchObject([
      { type: 'ToolCallRecorded', tool: 'Bash', durationMs: 5, toolCallId: `${session}-t1` },
    ]);
    expect(calls[0]!.meta).toMatchObject({ source: 'otlp', actor: { type: 'api_key', ipAddress: '127.0.0.1' } });
  });

  it('takes traces and metrics, and an export without records', async () => {
    const answers = await Promise.all([
      client.export('traces', Buffer.alloc(0)),
      client.export('metrics', Buffer.alloc(0)),
      client.export('logs', Buffer.alloc(0)),
    ]);
    expect(answers.map(({ code, response }) => ({ code, response }))).toEqual(
      Array.from({ length: 3 }, () => ({ code: 0, response: {} })),
    );
  });

  it('takes the key as x-api-key too', async () => {
    expect(await client.export('logs', Buffer.alloc(0), { 'x-api-key': reporter })).toMatchObject({ code: 0 });
  });

  it('says which records it refuses and why, and takes the others', async () => {
    const { code, response } = await client.export(
      'logs',
      logs(toolResult('s-grpc-partial', 'x'.repeat(300), 'p-1'), toolResult('s-grpc-partial', 'Bash', 'p-2')),
    );
    expect([code, response]).toEqual([
      0,
      { partialSuccess: { rejectedLogRecords: '1', errorMessage: expect.stringContaining('data.tool') as string } },
    ]);
    expect(await callsOf('s-grpc-partial')).toHaveLength(1);
  });

  it('refuses truncated and deeply nested messages as invalid', async () => {
    expect(await client.export('logs', Buffer.from([0x0a, 0x7f, 0x01]))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringMatching(/^OTLP_MALFORMED: /) as string,
    });
    expect(await client.export('logs', nestedLogs(2_000))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringMatching(/^OTLP_MALFORMED: .*(depth|deep)/) as string,
    });
  });

  it('refuses a message above 8 MiB, and goes on', async () => {
    expect(await client.export('logs', Buffer.alloc(50 * 1024 * 1024))).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
    });
    expect(await client.export('logs', Buffer.alloc(0))).toMatchObject({ code: 0 });
  });

  it('asks for a key that may report', async () => {
    const viewer = await service.createKey('viewer');
    const big = Buffer.alloc(7 * 1024 * 1024);
    const coded = async (headers: Record<string, string>) => {
      const { code, details, status: bytes } = await client.export('logs', big, headers);
      return [code, details.split(':')[0], bytes !== undefined && bytes.includes(details)];
    };
    expect(await coded({})).toEqual([status.UNAUTHENTICATED, 'UNAUTHENTICATED', true]);
    expect(await coded({ authorization: 'Bearer false' })).toEqual([status.UNAUTHENTICATED, 'API_KEY_INVALID', true]);
    expect(await coded({ authorization: `Bearer ${viewer}` })).toEqual([status.PERMISSION_DENIED, 'FORBIDDEN', true]);
  });

  it('is a part of /readyz', async () => {
    const { body } = await service.get('/readyz');
    expect(body.parts).toContainEqual({ name: 'otlp-grpc', status: 'up', details: { port } });
  });
});

describe('false keys over gRPC', () => {
  it('are counted as over HTTP: the address is turned away, with the time to come again', async () => {
    const other = await startTestService({ env: { ORCHESTRATE_OTLP_GRPC_PORT: '0' } });
    const guesser = new OtlpGrpcClient(other.app.get(OtlpReceivers).portOf('otlp-grpc')!, { 'x-api-key': 'guess' });
    const codes: number[] = [];
    for (let n = 0; n < 10; n++) codes.push((await guesser.export('logs', Buffer.alloc(0))).code);
    expect(new Set(codes)).toEqual(new Set([status.UNAUTHENTICATED]));
    const refused = await guesser.export('logs', Buffer.alloc(0));
    expect(refused).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      details: expect.stringContaining('TOO_MANY_FAILED_ATTEMPTS') as string,
    });
    expect(refused.status?.includes('google.rpc.RetryInfo')).toBe(true);
    expect((await other.get('/api/agents', { key: 'guess' })).status).toBe(429);
    // The service says goodbye to clients that are still connected.
    await other.close();
    guesser.close();
  });
});
