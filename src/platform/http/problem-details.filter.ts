import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { DomainError } from '../../kernel/domain-error.js';
import { refusalOfStatus } from './http-refusal.js';
import { problemOf } from './problem-document.js';
import { asDomainError } from '../runtime/known-failure.js';

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
  return refusalOfStatus(status, message, error);
}
