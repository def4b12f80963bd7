import { EventLogError } from '../event-log.js';

/**
 * What a failed statement means for whoever sent it.
 * - `lost`: the connection is gone; whether the statement took effect is unknown.
 * - `again`: rolled back for a reason that passes (deadlock, shutdown under way, standby).
 * - `refused`: rolled back, and the same statement would fail again.
 */
export type Failure = 'lost' | 'again' | 'refused';

const transient = new Set(['40001', '40P01', '25006', '55P03', '57014']);

/** Failures without an SQLSTATE come from the socket or the driver. */
export function classifyFailure(error: unknown): Failure {
  const code = sqlState(error);
  if (code === undefined || code.startsWith('08') || code.startsWith('57P')) return 'lost';
  return transient.has(code) || code.startsWith('53') ? 'again' : 'refused';
}

/** The error of the port for a statement that certainly had no effect. */
export function refusal(error: unknown): EventLogError {
  const code = sqlState(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code === '42501' || code?.startsWith('28')) {
    return new EventLogError('access_denied', `the database refuses: ${message}`, { cause: error });
  }
  if (code?.startsWith('22')) return new EventLogError('invalid_event', message, { cause: error });
  return new EventLogError('unavailable', `the event log cannot be reached: ${message}`, { cause: error });
}

function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' &&
    /^[0-9A-Z]{5}$/.test(code) &&
    (error as { severity?: unknown }).severity !== undefined
    ? code
    : undefined;
}
