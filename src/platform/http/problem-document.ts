import { STATUS_CODES } from 'node:http';
import type { DomainError, Fault, FieldProblem } from '../../kernel/domain-error.js';
import { HttpRefusal } from './http-refusal.js';

/** RFC 9457 problem details with our stable `code`. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  readonly traceId?: string;
  readonly instance?: string;
  readonly [extension: string]: unknown;
}

/** The only place where a fault becomes a number; what the transport itself refuses brings its own. */
const statusOf: Readonly<Record<Fault, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  too_large: 413,
  too_many: 429,
  unavailable: 503,
};

/** The document for a refusal; `instance` and `traceId` are added by the edge that answers. */
export function problemOf(error: DomainError): ProblemDocument {
  const status = error instanceof HttpRefusal ? error.status : statusOf[error.fault];
  return {
    ...error.details,
    type: `urn:orchestrate:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code: error.code,
    detail: error.message,
    ...(error.fields.length > 0 ? { errors: error.fields } : {}),
  };
}
