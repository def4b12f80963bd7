import { DomainError, type Fault } from '../../kernel/domain-error.js';

const faultOf: Readonly<Record<number, Fault>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  413: 'too_large',
  429: 'too_many',
};

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

/** A refusal by the transport itself, with the number that HTTP has for it: no fault of the domain says as much. */
export class HttpRefusal extends DomainError {
  constructor(
    readonly status: number,
    code: string,
    message: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(code, message, { fault: faultOf[status] ?? 'invalid', ...options });
    this.name = 'HttpRefusal';
  }
}

/** What Fastify, Nest or the connection refuses by itself: its number is right, its words are given. */
export function refusalOfStatus(status: number, message: string, cause?: unknown): HttpRefusal {
  return new HttpRefusal(status, codeOfStatus[status] ?? 'BAD_REQUEST', message, { cause });
}
