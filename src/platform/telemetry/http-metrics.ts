import type { FastifyInstance } from 'fastify';
import { Counter, Histogram, type Registry, Summary } from 'prom-client';

/** Where a route of everything stands that no other route matches. */
const CATCH_ALL = '/*';

/** What goes on for as long as somebody listens. */
const ENDLESS = 'text/event-stream';

/**
 * Requests by method, route pattern and status, and their latency both ways: a summary under the epic's name, and a
 * histogram that can be aggregated over replicas. Paths are route patterns (`/api/agents/:id`), so their number is
 * bounded; a request that no route matches is `unmatched`, also where only the catch-all of pages was left for it. An
 * answer without end says by its length how long somebody listened, so that it has no latency.
 */
export function observeHttp(fastify: FastifyInstance, registry: Registry): void {
  const registers = [registry];
  const requests = new Counter({
    name: 'orchestrate_http_requests_total',
    help: 'HTTP requests answered by this process.',
    labelNames: ['method', 'path', 'status'],
    registers,
  });
  const duration = new Summary({
    name: 'orchestrate_http_request_duration_seconds',
    help: 'Time to answer, over the last ten minutes; absent when there was no request.',
    labelNames: ['method', 'path'],
    percentiles: [0.5, 0.9, 0.95, 0.99],
    maxAgeSeconds: 600,
    ageBuckets: 5,
    // An empty window has no quantile; prom-client would say 0.
    pruneAgedBuckets: true,
    registers,
  });
  const latency = new Histogram({
    name: 'orchestrate_http_request_latency_seconds',
    help: 'Time to answer.',
    labelNames: ['method', 'path'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { url } = request.routeOptions;
    const found = url !== undefined && !(url === CATCH_ALL && reply.statusCode === 404);
    const labels = { method: request.method, path: found ? url : 'unmatched' };
    const seconds = reply.elapsedTime / 1_000;
    requests.inc({ ...labels, status: String(reply.statusCode) });
    if (String(reply.getHeader('content-type')).startsWith(ENDLESS)) return done();
    duration.observe(labels, seconds);
    latency.observe(labels, seconds);
    done();
  });
}
