import { DomainError, type Fault } from '../../kernel/domain-error.js';
import { EventLogError, type EventLogErrorKind } from '../event-store/event-log.js';

interface EventLogFault {
  readonly code: string;
  readonly fault: Fault;
  readonly detail?: string;
  /** 2 when absent. */
  readonly retryAfterSeconds?: number;
}

const eventLogFaults: Readonly<Record<EventLogErrorKind, EventLogFault>> = {
  // Not about what was sent: it lost the race for a stream every time that it was tried.
  conflict: {
    code: 'CONCURRENT_CHANGE',
    fault: 'unavailable',
    detail: 'too many others changed the same at the same time; nothing was recorded: send it again',
    retryAfterSeconds: 1,
  },
  invalid_event: { code: 'EVENT_INVALID', fault: 'invalid' },
  too_large: { code: 'EVENT_TOO_LARGE', fault: 'too_large' },
  stream_deleted: { code: 'STREAM_DELETED', fault: 'conflict' },
  access_denied: {
    code: 'EVENT_LOG_UNAVAILABLE',
    fault: 'unavailable',
    detail: 'the event log refused our credentials',
  },
  unavailable: { code: 'EVENT_LOG_UNAVAILABLE', fault: 'unavailable', detail: 'the event log cannot be reached' },
  outcome_unknown: {
    code: 'OUTCOME_UNKNOWN',
    fault: 'unavailable',
    detail:
      'the event log did not answer in time, so it may be recorded or not; sent again with the same ids or the same ' +
      'idempotency-key nothing is recorded twice, without either perhaps so',
  },
  wrong_log: { code: 'EVENT_LOG_UNAVAILABLE', fault: 'unavailable', detail: 'the event log is not the one expected' },
  closed: { code: 'SHUTTING_DOWN', fault: 'unavailable', detail: 'the service is shutting down' },
};

/** Node, pg and Fastify codes that mean "a part is away", not "we have a defect". */
const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '08000',
  '08003',
  '08006',
  '53300', // too_many_connections
]);

/** What Postgres says of a statement that has run into its timeout. */
const QUERY_CANCELED = '57014';

/** What Postgres says of a table and of a column that are not there. */
const undefinedCodes = new Set<unknown>(['42P01', '42703']);

/** What is known of an error, in our own terms; undefined for a defect. */
export function asDomainError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  if (error instanceof EventLogError) {
    const known = eventLogFaults[error.kind];
    return new DomainError(known.code, known.detail ?? error.message, {
      fault: known.fault,
      cause: error,
      ...(known.fault === 'unavailable' ? { retryAfterSeconds: known.retryAfterSeconds ?? 2 } : {}),
    });
  }
  if (asksWhatIsNotThere(error)) {
    const detail =
      'the tables that answer this are not there yet: they are being built after an upgrade; send it again once ' +
      '`orchestrate projections list` shows none as rebuilding. If none is, this is a defect: the log of the service names it';
    return new DomainError('READ_MODEL_REBUILDING', detail, {
      fault: 'unavailable',
      retryAfterSeconds: 10,
      cause: error,
    });
  }
  const chain: unknown[] = [error, (error as { driverError?: unknown } | undefined)?.driverError];
  for (const link of chain) {
    const { code, message } = (link ?? {}) as { code?: unknown; message?: unknown };
    if (code === QUERY_CANCELED) {
      const detail = 'the database took too long to answer this; ask for less at once, or later';
      return new DomainError('QUERY_TIMEOUT', detail, { fault: 'unavailable', retryAfterSeconds: 5, cause: error });
    }
    const away =
      (typeof code === 'string' && connectionCodes.has(code)) ||
      (typeof message === 'string' &&
        /Connection terminated|Query read timeout|connection timeout|timeout exceeded when trying to connect|Driver not Connected|Client has encountered a connection error/i.test(
          message,
        ));
    if (away) {
      return new DomainError('DATABASE_UNAVAILABLE', 'the database cannot be reached', {
        fault: 'unavailable',
        retryAfterSeconds: 2,
        cause: error,
      });
    }
  }
  return undefined;
}

/**
 * A query, through the mapper, on a table or column that an upgrade brings and a rebuild has not put in place yet. Only
 * read models are asked through the mapper; a statement that changes tables, or any other store's, failed for a defect.
 */
function asksWhatIsNotThere(error: unknown): boolean {
  const { query, driverError } = (error ?? {}) as { query?: unknown; driverError?: { code?: unknown } };
  return typeof query === 'string' && /^\s*(?:select|with)\b/i.test(query) && undefinedCodes.has(driverError?.code);
}
