import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { DomainError } from '../../kernel/domain-error.js';
import { HttpRefusal } from './http-refusal.js';
import { problemOf } from './problem-document.js';
import { asDomainError } from '../runtime/known-failure.js';

/** The stable codes of what Fastify and Nest refuse by themselves. */
const codeOfStatus: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'ROUTE_UNKNOWN',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  408: 'REQUEST_TIMEOUT',
  411: 'LENGTH_REQUIRED',
  413: 'BODY_TOO_LARGE',
  414: 'URI_TOO_LONG',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  417: 'EXPECTATION_FAILED',
  429: 'TOO_MANY_REQUESTS',
  431: 'HEADERS_TOO_LARGE',
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
  const message = error instanceof Error ? error.message : 'the request was refused';
  return new HttpRefusal(status, codeOfStatus[status] ?? 'BAD_REQUEST', message, { cause: error });
}
