import type { FastifyInstance } from 'fastify';
import type { PrometheusErrorType } from './prometheus-refusal.js';

const errorTypeOf: Readonly<Record<number, PrometheusErrorType>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  500: 'internal',
  503: 'unavailable',
};

/** Every path of Prometheus' HTTP API. */
const paths = /^\/api\/v1(?:\/|\?|$)/;

/**
 * Whoever speaks Prometheus' protocol is refused in it, wherever the refusal was made: it is the problem document of
 * everybody else that is translated, on its way out.
 */
export function answerErrorsAsPrometheus(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || !paths.test(request.url)) return payload;
    if (!String(reply.getHeader('content-type')).startsWith('application/problem+json')) return payload;
    const { detail } = JSON.parse(payload) as { detail: string };
    reply.header('content-type', 'application/json; charset=utf-8');
    return JSON.stringify({
      status: 'error',
      errorType: errorTypeOf[reply.statusCode] ?? 'bad_data',
      error: detail,
    });
  });
}
