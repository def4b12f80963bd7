import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { DomainError, type Fault } from '../../kernel/domain-error.js';
import { asDomainError, problemOf } from './problem-document.js';

const faultOfStatus: Readonly<Record<number, { code: string; fault: Fault }>> = {
  400: { code: 'BAD_REQUEST', fault: 'invalid' },
  401: { code: 'UNAUTHENTICATED', fault: 'unauthenticated' },
  403: { code: 'FORBIDDEN', fault: 'forbidden' },
  404: { code: 'ROUTE_UNKNOWN', fault: 'not_found' },
  408: { code: 'REQUEST_TIMEOUT', fault: 'unavailable' },
  413: { code: 'BODY_TOO_LARGE', fault: 'too_large' },
  415: { code: 'CONTENT_TYPE_UNSUPPORTED', fault: 'invalid' },
  429: { code: 'TOO_MANY_REQUESTS', fault: 'too_many' },
  503: { code: 'UNAVAILABLE', fault: 'unavailable' },
};

/** Answers every error as `application/problem+json`. A defect is logged whole and answered without details. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const known = asDomainError(error) ?? frameworkError(error);
    if (!known) this.logger.error({ err: error, method: request.method, url: request.url }, 'request failed');
    const refusal =
      known ?? new DomainError('INTERNAL', 'an unexpected error; it has been logged', { fault: 'invalid' });
    if (refusal.fault === 'unavailable') {
      this.logger.warn({ err: refusal, method: request.method, url: request.url }, 'request refused: a part is away');
    }
    const problem = problemOf(refusal);
    const status = known ? problem.status : 500;
    const traceId = trace.getActiveSpan()?.spanContext().traceId;
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    if (refusal.retryAfterSeconds !== undefined) void reply.header('retry-after', String(refusal.retryAfterSeconds));
    if (refusal.fault === 'unauthenticated') void reply.header('www-authenticate', 'Bearer realm="orchestrate"');
    void reply
      .status(status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send({
        ...problem,
        ...(known ? {} : { title: 'Internal Server Error', status: 500 }),
        instance: request.url.split('?')[0],
        ...(traceId ? { traceId } : {}),
      });
  }
}

/** Errors that Fastify or Nest raise before our code runs: their status is right, their words become ours. */
function frameworkError(error: unknown): DomainError | undefined {
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number } | undefined)?.statusCode;
  if (status === undefined || status >= 500 || status < 400) return undefined;
  const { code, fault } = faultOfStatus[status] ?? { code: 'BAD_REQUEST', fault: 'invalid' };
  const message = error instanceof Error ? error.message : 'the request was refused';
  return new DomainError(code, message, { fault, cause: error });
}
