import { applyDecorators, createParamDecorator, type ExecutionContext, HttpCode } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { CommandContext } from '../../kernel/command-context.js';
import { DomainError } from '../../kernel/domain-error.js';
import { callerOf } from '../../platform/http/caller.js';
import { recordedFact } from './single-fact.request.js';

/** Header by which a reporter names one very report, so that sending it again changes nothing. */
export const idempotencyKeyHeader = 'idempotency-key';

/** Who reports, and by which key the very report is known again. */
export interface Reporter {
  readonly context: CommandContext;
  readonly idempotencyKey: string | undefined;
}

/** Injects who reports. */
export const ReportedBy = createParamDecorator((_: unknown, execution: ExecutionContext): Reporter => {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  return { context: callerOf(request), idempotencyKey: idempotencyKeyOf(request) };
});

/** A route that records one fact: its status, its answer, and the header that it understands. */
export const RecordsFact = (status: 200 | 201) =>
  applyDecorators(
    HttpCode(status),
    ApiHeader({
      name: idempotencyKeyHeader,
      required: false,
      description:
        'Identity of this very report, 1 to 200 characters: sent again with the same one, it changes nothing; with ' +
        'other content, it is refused.',
    }),
    ApiResponse({ status, standardSchema: recordedFact }),
  );

function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const key = request.headers[idempotencyKeyHeader];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && key.length > 0 && key.length <= 200) return key;
  const message = 'expected one text of 1 to 200 characters';
  throw new DomainError('VALIDATION_FAILED', `${idempotencyKeyHeader}: ${message}`, {
    fault: 'invalid',
    fields: [{ field: idempotencyKeyHeader, message }],
  });
}
