import type { DomainError } from '../../../kernel/domain-error.js';
import { problemOf } from '../../../platform/http/problem-document.js';
import { RpcCode, type RpcStatus } from './google-status.js';

/** By the status of HTTP with which the same refusal is answered; what is not here is the sender's mistake. */
const codeOf: Readonly<Record<number, number>> = {
  401: RpcCode.unauthenticated,
  403: RpcCode.permissionDenied,
  404: RpcCode.notFound,
  409: RpcCode.failedPrecondition,
  412: RpcCode.failedPrecondition,
  413: RpcCode.resourceExhausted,
  429: RpcCode.resourceExhausted,
  500: RpcCode.internal,
  503: RpcCode.unavailable,
};

/** A problem document in the terms of gRPC; our stable code begins the message. Exporters send again what is told with a time. */
export function rpcStatusOfProblem(
  { status, code, detail }: { readonly status: number; readonly code: string; readonly detail: string },
  retryAfterSeconds: number | undefined,
): RpcStatus {
  return { code: codeOf[status] ?? RpcCode.invalidArgument, message: `${code}: ${detail}`, retryAfterSeconds };
}

/** A refusal in the terms of gRPC. */
export function rpcStatusOf(error: DomainError): RpcStatus {
  return rpcStatusOfProblem(problemOf(error), error.retryAfterSeconds);
}
