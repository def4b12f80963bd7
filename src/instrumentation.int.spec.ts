import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
beforeAll(() => void execFileSync(process.execPath, [join(root, 'scripts', 'ensure-build.js')]));

const PARENT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

/** A small server under our instrumentation, asked twice: with and without a trace of the caller's. */
const program = `
  const { default: fastify } = await import('fastify');
  const { trace } = await import('@opentelemetry/api');
  const { request } = await import('node:http');
  const app = fastify();
  app.get('/', () => trace.getActiveSpan().spanContext());
  await app.listen({ port: 0, host: '127.0.0.1' });
  const ask = (headers) => new Promise((resolve) =>
    request({ port: app.server.address().port, headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => (body += chunk)).on('end', () => resolve(JSON.parse(body)));
    }).end());
  console.log(JSON.stringify([await ask({}), await ask({ traceparent: '${PARENT}' })]));
  await app.close();
  await new Promise((resolve) => setTimeout(resolve, Number(process.env.LINGER_MS ?? 0)));
  await (await import('./dist/platform/telemetry/tracing.js')).stopTracing();
  process.exit(0);`;

async function run(env: Record<string, string>) {
  const args = ['--import', './dist/instrumentation.js', '--input-type=module', '-e', program];
  const child = spawn(process.execPath, args, { cwd: root, env: { PATH: process.env['PATH'], ...env } });
  const [[code], stdout, stderr] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  return { code: code as number, spans: JSON.parse(stdout) as { traceId: string; traceFlags: number }[], stderr };
}

describe('given no collector', () => {
  it('gives requests a trace, or continues the caller’s, without a word and without recording', async () => {
    const { code, spans, stderr } = await run({});
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(spans[0]!.traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
    expect(spans.map((span) => span.traceFlags)).toEqual([0, 0]);
    expect(spans[1]!.traceId).toBe('a'.repeat(32));
  });
});

describe('given a collector', () => {
  it('sends it the spans', async () => {
    const bodies: Buffer[] = [];
    const collector = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.url === '/v1/traces') bodies.push(Buffer.concat(chunks));
        response.end();
      });
    });
    await once(collector.listen(0, '127.0.0.1'), 'listening');
    const { port } = collector.address() as AddressInfo;
    const { code, spans } = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
    collector.close();
    expect(code).toBe(0);
    expect(Buffer.concat(bodies).includes('orchestrate-monitor')).toBe(true);
    expect(Buffer.concat(bodies).includes(Buffer.from(spans[0]!.traceId, 'hex'))).toBe(true);
  });
});

describe('given a collector that is away', () => {
  it('serves all the same and warns at most once', async () => {
    const { code, spans, stderr } = await run({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_BSP_SCHEDULE_DELAY: '50',
      OTEL_EXPORTER_OTLP_TIMEOUT: '300',
      LINGER_MS: '1500',
    });
    expect(code).toBe(0);
    expect(spans).toHaveLength(2);
    const lines = stderr.split('\n').filter((line) => line !== '');
    expect(lines.length).toBeLessThanOrEqual(1);
    for (const line of lines) expect(line).toContain('traces are not reaching their collector');
  });
});

describe('given a broken configuration', () => {
  it('says nothing, because main does', () => {
    const args = ['--import', './dist/instrumentation.js', '--input-type=module', '-e', 'console.log("started")'];
    const env = { PATH: process.env['PATH'], ORCHESTRATE_PORT: 'x' };
    expect(execFileSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' })).toBe('started\n');
  });
});
