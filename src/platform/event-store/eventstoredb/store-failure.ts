import { ErrorType } from '@eventstore/db-client';

import { EventLogError, type EventLogErrorKind } from '../event-log.js';

/** gRPC status codes that arrive raw, without the client's own error type (`code`, never `type`, is then set). */
const GRPC = { invalidArgument: 3, permissionDenied: 7, resourceExhausted: 8, unauthenticated: 16 } as const;

/** What the client calls an error → what the port calls it. Everything not named may pass by itself: unavailable. */
const KIND_OF_TYPE: Partial<Record<string, EventLogErrorKind>> = {
  [ErrorType.STREAM_DELETED]: 'stream_deleted',
  [ErrorType.ACCESS_DENIED]: 'access_denied',
  [ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED]: 'too_large',
  [ErrorType.INVALID_ARGUMENT]: 'invalid_event',
  [ErrorType.WRONG_EXPECTED_VERSION]: 'conflict',
};

const KIND_OF_CODE: Partial<Record<number, EventLogErrorKind>> = {
  [GRPC.invalidArgument]: 'invalid_event',
  [GRPC.permissionDenied]: 'access_denied',
  [GRPC.resourceExhausted]: 'too_large',
  [GRPC.unauthenticated]: 'access_denied',
};

/** Servers from 25 on refuse a single event by size with an error that this client can only call unknown. */
const SIZE_REFUSAL = /maximum append (event )?size/i;

/** The request cannot have left this process: no connection, no name, no node found. */
const NEVER_SENT = /No connection established|ECONNREFUSED|ENOTFOUND|Name resolution failed|Failed to discover/;

/** The port's error for whatever the client threw. */
export function toEventLogError(error: unknown): EventLogError {
  if (error instanceof EventLogError) {
    return error;
  }
  const message = error instanceof Error ? error.message : String(error);
  return new EventLogError(kindOf(error, message), `EventStoreDB: ${message}`, { cause: error });
}

export function isNotFound(error: unknown): boolean {
  return typeOf(error) === ErrorType.STREAM_NOT_FOUND;
}

export function isWrongExpectedVersion(error: unknown): boolean {
  return typeOf(error) === ErrorType.WRONG_EXPECTED_VERSION;
}

/** False means unknown: the append may have been, or may yet be, written. */
export function wasNeverSent(error: unknown): boolean {
  return error instanceof Error && NEVER_SENT.test(error.message);
}

function kindOf(error: unknown, message: string): EventLogErrorKind {
  const byType = KIND_OF_TYPE[typeOf(error) ?? ''];
  if (byType !== undefined) {
    return byType;
  }
  if (SIZE_REFUSAL.test(message)) {
    return 'too_large';
  }
  const code = (error as { code?: unknown } | undefined)?.code;
  return (typeof code === 'number' ? KIND_OF_CODE[code] : undefined) ?? 'unavailable';
}

function typeOf(error: unknown): string | undefined {
  const type = (error as { type?: unknown } | null | undefined)?.type;
  return typeof type === 'string' ? type : undefined;
}
