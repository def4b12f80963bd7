import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  ErrorType,
  UnavailableError,
} from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';

import { EventLogError } from '../event-log.js';
import { isNotFound, isWrongExpectedVersion, toEventLogError, wasNeverSent } from './store-failure.js';

function typed(type: string, message = 'from the server'): Error {
  return Object.assign(new Error(message), { type });
}

/** As grpc-js throws it, without having passed through the client's own conversion. */
function raw(code: number, message: string): Error {
  return Object.assign(new Error(message), { code });
}

describe('toEventLogError', () => {
  it.each([
    [typed(ErrorType.WRONG_EXPECTED_VERSION), 'conflict'],
    [typed(ErrorType.STREAM_DELETED), 'stream_deleted'],
    [new AccessDeniedError(), 'access_denied'],
    [typed(ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED), 'too_large'],
    [typed(ErrorType.INVALID_ARGUMENT), 'invalid_event'],
    [new UnavailableError(), 'unavailable'],
    [new CancelledError(), 'unavailable'],
    [new DeadlineExceededError(), 'unavailable'],
    [typed(ErrorType.NOT_LEADER), 'unavailable'],
    [typed(ErrorType.TIMEOUT), 'unavailable'],
    [typed(ErrorType.UNKNOWN), 'unavailable'],
    [typed(ErrorType.UNKNOWN, 'Maximum Append Event Size of 1024 Exceeded'), 'too_large'],
    [raw(3, '3 INVALID_ARGUMENT'), 'invalid_event'],
    [raw(7, '7 PERMISSION_DENIED'), 'access_denied'],
    [raw(8, '8 RESOURCE_EXHAUSTED: larger than max'), 'too_large'],
    [raw(13, '13 INTERNAL'), 'unavailable'],
    [raw(14, '14 UNAVAILABLE: No connection established'), 'unavailable'],
    [raw(16, '16 UNAUTHENTICATED'), 'access_denied'],
    [new TypeError('a defect of the client'), 'unavailable'],
    ['a thrown string', 'unavailable'],
    [undefined, 'unavailable'],
  ])('calls %s %s', (error, kind) => {
    const mapped = toEventLogError(error);

    expect(mapped).toBeInstanceOf(EventLogError);
    expect(mapped.kind).toBe(kind);
    expect(mapped.cause).toBe(error);
  });

  it('leaves the port’s own errors as they are', () => {
    const own = new EventLogError('closed', 'closed');

    expect(toEventLogError(own)).toBe(own);
  });
});

describe('what an error says', () => {
  it('is unsent only when no connection came to be', () => {
    expect(wasNeverSent(raw(14, '14 UNAVAILABLE: No connection established. Last error: connect ECONNREFUSED'))).toBe(
      true,
    );
    expect(wasNeverSent(new Error('Failed to discover after 10 attempts.'))).toBe(true);
    expect(wasNeverSent(raw(14, '14 UNAVAILABLE: Connection dropped'))).toBe(false);
    expect(wasNeverSent(raw(14, '14 UNAVAILABLE: read ECONNRESET'))).toBe(false);
    expect(wasNeverSent(raw(4, '4 DEADLINE_EXCEEDED'))).toBe(false);
    expect(wasNeverSent(undefined)).toBe(false);
  });

  it('tells a missing stream and a lost race from everything else', () => {
    expect(isNotFound(typed(ErrorType.STREAM_NOT_FOUND))).toBe(true);
    expect(isNotFound(typed(ErrorType.NOT_FOUND))).toBe(false);
    expect(isWrongExpectedVersion(typed(ErrorType.WRONG_EXPECTED_VERSION))).toBe(true);
    expect(isWrongExpectedVersion(raw(9, 'WrongExpectedVersion'))).toBe(false);
  });
});
