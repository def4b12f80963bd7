import { context, SpanKind, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import fastify from 'fastify';
import { afterAll, describe, expect, it } from 'vitest';
import { nameSpansByRoute } from './http-route.js';

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
provider.register();
afterAll(() => provider.shutdown());

describe('the span of a request', () => {
  const app = fastify();
  nameSpansByRoute(app);
  app.get('/api/agents/:id', () => 'found');
  app.post('/api/agents', () => Promise.reject(new Error('no')));
  afterAll(() => app.close());

  it.each([
    ['GET', '/api/agents/a1?limit=1', 'GET /api/agents/:id', '/api/agents/:id'],
    ['HEAD', '/api/agents/a1', 'HEAD /api/agents/:id', '/api/agents/:id'],
    ['POST', '/api/agents', 'POST /api/agents', '/api/agents'],
    // Who asks for what is not there chooses no names.
    ['GET', '/secret/path', 'GET', undefined],
  ] as const)('of %s %s is named %s', async (method, url, name, route) => {
    exporter.reset();
    const span = trace.getTracer('http').startSpan(method, { kind: SpanKind.SERVER });
    // Nothing is asked before the answer is waited for.
    await context.with(trace.setSpan(context.active(), span), async () => void (await app.inject({ method, url })));
    span.end();
    const [ended] = exporter.getFinishedSpans();
    expect([ended?.name, ended?.attributes['http.route']]).toEqual([name, route]);
  });

  it('is nobody else’s: a request outside of every span is answered all the same', async () => {
    expect((await app.inject('/api/agents/a1')).body).toBe('found');
  });
});
