import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/domain-error.js';

/** The ETag of something that is at this revision. */
export function revisionTag(revision: bigint): string {
  return `"${revision}"`;
}

/** Proxies that compress mark tags as weak, and people leave the quotes out: the revision is the same. */
const tag = /^(?:(?:W\/)?"(\d{1,18})"|(\d{1,18}))$/;

/** Injects the revision that the caller saw last, by `If-Match`; undefined without that header. */
export const IfMatch = createParamDecorator((_: unknown, execution: ExecutionContext): bigint | undefined => {
  const { headers } = execution.switchToHttp().getRequest<FastifyRequest>();
  // Ignored, it would overwrite what the caller asked not to.
  if (headers['if-none-match'] !== undefined) throw refused('if-none-match', 'is not understood here; use if-match');
  const header = headers['if-match'];
  if (header === undefined) return undefined;
  const found = tag.exec(header.trim());
  const revision = found?.[1] ?? found?.[2];
  if (revision !== undefined) return BigInt(revision);
  throw refused('if-match', 'expected the one ETag of an earlier answer, as in "3"');
});

function refused(field: string, message: string): DomainError {
  return new DomainError('VALIDATION_FAILED', `${field}: ${message}`, {
    fault: 'invalid',
    fields: [{ field, message }],
  });
}
