import type { LogPosition } from '../../../kernel/event.js';
import { EventLogError } from '../event-log.js';

const form = /^\d{20}$/;

/** A count of events as text of fixed width: text order is log order. */
export function toLogPosition(count: string): LogPosition {
  return count.padStart(20, '0') as LogPosition;
}

/** The count, as Postgres takes it. Throws `wrong_log` for a position that this kind of log never gave out. */
export function fromLogPosition(position: LogPosition): string {
  if (!form.test(position)) throw new EventLogError('wrong_log', `"${position}" is not a position of a Postgres log`);
  return position;
}
