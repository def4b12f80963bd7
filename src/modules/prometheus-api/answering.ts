import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PrometheusAnswer } from './prometheus-answer.js';
import { PrometheusRefusal } from './prometheus-refusal.js';
import { RequestParameters } from './request-parameters.js';

/** Answers a request in the frame of Prometheus' HTTP API; what is no refusal of ours is left to the error filter. */
export async function answering(
  request: FastifyRequest,
  reply: FastifyReply,
  work: (parameters: RequestParameters) => PrometheusAnswer | Promise<PrometheusAnswer>,
): Promise<void> {
  try {
    const { data, warnings = [], infos = [] } = await work(RequestParameters.of(request.url, request.body));
    void reply.send({
      status: 'success',
      data,
      ...(warnings.length > 0 ? { warnings } : {}),
      ...(infos.length > 0 ? { infos } : {}),
    });
  } catch (error) {
    if (!(error instanceof PrometheusRefusal)) throw error;
    void reply.status(error.status).send({ status: 'error', errorType: error.errorType, error: error.message });
  }
}
