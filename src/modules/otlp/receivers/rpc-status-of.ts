import type { DomainError, Fault } from '../../../kernel/domain-error.js';
import { RpcCode, type RpcStatus } from './google-status.js';

const codeOf: Readonly<Record<Fault, number>> = {
  invalid: RpcCode.invalidArgument,
  unauthenticated: RpcCode.unauthenticated,
  forbidden: RpcCode.permissionDenied,
  not_found: RpcCode.notFound,
  conflict: RpcCode.failedPrecondition,
  stale: RpcCode.failedPrecondition,
  too_large: RpcCode.resourceExhausted,
  too_many: RpcCode.resourceExhausted,
  unavailable: RpcCode.unavailable,
};

/** A refusal in the terms of gRPC; our stable code begins the message. Exporters send again what is told with a time. */
export function rpcStatusOf({ fault, code, message, retryAfterSeconds }: DomainError): RpcStatus {
  return { code: codeOf[fault], message: `${code}: ${message}`, retryAfterSeconds };
}
