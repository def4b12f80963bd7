import type { FastifyInstance } from 'fastify';
import { encodeStatus, RpcCode } from './google-status.js';
import { isOtlpPath } from './otlp-paths.js';

const PROTOBUF = 'application/x-protobuf';

const rpcCodeOf: Readonly<Record<number, number>> = {
  401: RpcCode.unauthenticated,
  403: RpcCode.permissionDenied,
  404: RpcCode.notFound,
  413: RpcCode.resourceExhausted,
  429: RpcCode.resourceExhausted,
  500: RpcCode.internal,
  503: RpcCode.unavailable,
};

/**
 * Exporters that speak protobuf are refused in protobuf, as a google.rpc.Status; status and headers stay. Wherever the
 * refusal was made: it is the problem document of everybody else that is translated, on its way out.
 * https://opentelemetry.io/docs/specs/otlp/#failures-1
 */
export function answerErrorsInProtobuf(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || !isOtlpPath(request.url)) return payload;
    if (!request.headers['content-type']?.startsWith(PROTOBUF)) return payload;
    if (!String(reply.getHeader('content-type')).startsWith('application/problem+json')) return payload;
    const { code, detail } = JSON.parse(payload) as { code: string; detail: string };
    const retryAfter = reply.getHeader('retry-after');
    reply.header('content-type', PROTOBUF);
    return encodeStatus({
      code: rpcCodeOf[reply.statusCode] ?? RpcCode.invalidArgument,
      message: `${code}: ${detail}`,
      retryAfterSeconds: retryAfter === undefined ? undefined : Number(retryAfter),
    });
  });
}
