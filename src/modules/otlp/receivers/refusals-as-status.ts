import type { FastifyInstance } from 'fastify';
import { encodeStatus, statusAsJson } from './google-status.js';
import { isOtlpPath } from './otlp-paths.js';
import { rpcStatusOfProblem } from './rpc-status-of.js';

const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json';

/**
 * Exporters are refused with a google.rpc.Status, in the encoding that they speak; status and headers stay. Wherever the
 * refusal was made: it is the problem document of everybody else that is translated, on its way out. Who speaks neither
 * is no exporter, and gets that document. https://opentelemetry.io/docs/specs/otlp/#failures-1
 */
export function refuseWithStatus(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || !isOtlpPath(request.url)) return payload;
    if (!String(reply.getHeader('content-type')).startsWith('application/problem+json')) return payload;
    const spoken = request.headers['content-type'];
    const type = [PROTOBUF, JSON_TYPE].find((one) => spoken?.startsWith(one));
    if (type === undefined) return payload;
    const retryAfter = reply.getHeader('retry-after');
    const { code, detail } = JSON.parse(payload) as { code: string; detail: string };
    const status = rpcStatusOfProblem(
      { status: reply.statusCode, code, detail },
      retryAfter === undefined ? undefined : Number(retryAfter),
    );
    reply.header('content-type', type);
    return type === PROTOBUF ? encodeStatus(status) : JSON.stringify(statusAsJson(status));
  });
}
