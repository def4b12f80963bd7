import { trace } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';

/**
 * Names the span of a request `METHOD route`, by the pattern of its route, so that requests of one kind are found
 * together. The HTTP server below knows of no routes. What no route matches keeps its method alone.
 */
export function nameSpansByRoute(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url;
    // Before any other work: the span at hand is that of the request.
    const span = route === undefined ? undefined : trace.getActiveSpan();
    if (route !== undefined && span?.isRecording()) {
      span.updateName(`${request.method} ${route}`).setAttribute('http.route', route);
    }
    done();
  });
}
