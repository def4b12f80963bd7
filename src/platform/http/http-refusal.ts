import { DomainError, type Fault } from '../../kernel/domain-error.js';

const faultOf: Readonly<Record<number, Fault>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  413: 'too_large',
  429: 'too_many',
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
