import { status } from '@grpc/grpc-js';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import protobuf from 'protobufjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OtlpReceivers } from '../../src/modules/otlp/index.js';
import { encodeExport, nestedLogs, OtlpGrpcClient } from '../support/otlp-grpc-client.js';
import { startTestService, type TestService } from '../support/service.js';

const MIB = 1024 * 1024;

let service: TestService;
let reporter: string;
let grpc: OtlpGrpcClient;
beforeAll(async () => {
  service = await startTestService({ env: { ORCHESTRATE_OTLP_GRPC_PORT: '0' } });
  reporter = await service.createKey('reporter');
  const port = service.app.get(OtlpReceivers).portOf('otlp-grpc')!;
  grpc = new OtlpGrpcClient(port, { authorization: `Bearer ${reporter}` });
});
afterAll(async () => {
  grpc.close();
  await service.close();
});

async function inFlight(): Promise<number> {
  const { body } = await service.get('/metrics');
  return Number(/^orchestrate_otlp_bytes_in_flight (\d+)$/m.exec(String(body))?.[1]);
}

const post = (body: Uint8Array, headers: Record<string, string> = {}) =>
  service.request('POST', '/v1/logs', {
    body,
    key: reporter,
    headers: { 'content-type': 'application/x-protobuf', ...headers },
  });

/** A request that has stated its size and is still being sent. */
function slowly(headers: Record<string, string>): ClientRequest {
  const { hostname, port } = new URL(service.url);
  const request = httpRequest({
    hostname,
    port,
    path: '/v1/logs',
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf', authorization: `Bearer ${reporter}`, ...headers },
  });
  request.on('error', () => {});
  return request;
}

describe('telemetry in flight', () => {
  it('is bounded: beyond, exporters are told to come again, and are taken when there is room', async () => {
    const waiting = Array.from({ length: 3 }, () => slowly({ 'content-length': String(8 * MIB) }));
    for (const request of waiting) request.write('x');
    // One of unknown size counts as it comes.
    const chunked = slowly({ 'transfer-encoding': 'chunked' });
    chunked.write(Buffer.alloc(8 * MIB - 1024));
    await expect.poll(inFlight, { timeout: 120_000 }).toBe(32 * MIB - 1024);

    const refused = await post(Buffer.alloc(4096));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    const json = await service.post('/v1/logs', { padding: 'x'.repeat(4096) }, { key: reporter });
    expect([json.status, json.headers.get('content-type')]).toEqual([429, 'application/json']);
    expect(json.body).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      message: expect.stringMatching(/^OTLP_BUSY: /),
      details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '1s' }],
    });
    // Small as it is sent, too large for the room that is left when unpacked.
    const zipped = await post(gzipSync(Buffer.alloc(4096)), { 'content-encoding': 'gzip' });
    expect(zipped.status).toBe(429);
    const byGrpc = await grpc.export('logs', Buffer.alloc(0));
    expect([byGrpc.code, byGrpc.status?.includes('google.rpc.RetryInfo')]).toEqual([status.RESOURCE_EXHAUSTED, true]);
    expect((await service.get('/api/agents')).status).toBe(200);

    for (const request of [...waiting, chunked]) request.destroy();
    await expect.poll(inFlight, { timeout: 120_000 }).toBe(0);
    expect((await post(new Uint8Array())).status).toBe(200);
    for (const body of ['[]', 'null', '3', '"text"']) {
      const refused = await service.post('/v1/logs', body, { key: reporter });
      expect([body, refused.status, refused.body.code]).toEqual([body, 400, status.INVALID_ARGUMENT]);
    }
    expect((await grpc.export('logs', Buffer.alloc(0))).code).toBe(0);
    await expect.poll(inFlight, { timeout: 120_000 }).toBe(0);
  });

  it('has no room for who shows a false key', async () => {
    const answered = new Promise<number | undefined>((resolve) => {
      const request = slowly({ 'content-length': String(8 * MIB), authorization: 'Bearer false' });
      request.on('response', ({ statusCode }) => {
        resolve(statusCode);
        request.destroy();
      });
      request.write('x');
    });
    // Before the body has come.
    expect(await answered).toBe(401);
    expect(await inFlight()).toBe(0);
  });
});

describe('hostile exports', () => {
  const attributes = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ key: `k${n}`, value: { boolValue: true } }));

  it('are answered precisely, and the service goes on', async () => {
    expect((await post(Buffer.alloc(50 * MIB))).status).toBe(413);
    expect((await post(gzipSync(Buffer.alloc(50 * MIB)), { 'content-encoding': 'gzip' })).status).toBe(413);
    expect((await post(nestedLogs(2_000))).status).toBe(400);
    const deep = `${'{"arrayValue":{"values":['.repeat(20_000)}${']}}'.repeat(20_000)}`;
    const nested = await service.request('POST', '/v1/logs', {
      body: `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":${deep}}]}]}]}`,
      key: reporter,
    });
    expect([200, 400]).toContain(nested.status);
    expect((await service.get('/healthz')).status).toBe(200);
  });

  it('tell who is still sending that it is too much', async () => {
    const body = Buffer.alloc(50 * MIB, ' ');
    const answered = new Promise<number | undefined>((resolve, reject) => {
      const request = slowly({ 'content-type': 'application/json', 'content-length': String(body.length) });
      request.on('error', reject);
      let status: number | undefined;
      request.on('response', (response) => {
        status = response.statusCode;
        response.resume();
      });
      // Sent in pieces, each when the one before is gone: to the end, whatever has been answered meanwhile.
      const send = (at: number): void => {
        if (at >= body.length) request.end(() => resolve(status));
        else request.write(body.subarray(at, at + MIB), (error) => (error ? reject(error) : send(at + MIB)));
      };
      send(0);
    });
    expect(await answered).toBe(413);
  });

  it('of very many records are refused, before they are read', async () => {
    const empty = Buffer.alloc(2 * 3_900_000);
    for (let at = 0; at < empty.length; at += 2) empty[at] = 0x12;
    const body = [2, 1].reduce<Buffer>((inner, field) => {
      const head = new protobuf.Writer().uint32((field << 3) | 2).uint32(inner.length);
      return Buffer.concat([head.finish(), inner]);
    }, empty);
    expect((await post(body)).status).toBe(413);
    expect(await grpc.export('logs', body)).toMatchObject({ code: status.RESOURCE_EXHAUSTED });
  });

  it('of a record with very many attributes are taken, or refused by their size', async () => {
    const record = (count: number) =>
      encodeExport('logs', {
        resourceLogs: [
          { scopeLogs: [{ logRecords: [{ body: { stringValue: 'x' }, attributes: attributes(count) }] }] },
        ],
      });
    expect((await post(record(300_000))).status).toBe(200);
    const million = record(1_000_000);
    expect((await post(million)).status).toBe(413);
    expect(await grpc.export('logs', million)).toMatchObject({ code: status.RESOURCE_EXHAUSTED });
    expect((await grpc.export('logs', Buffer.alloc(0))).code).toBe(0);
  });
});
