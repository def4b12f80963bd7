import type { LogPosition } from '../../../kernel/event.js';
import { EventLogError } from '../event-log.js';

/** A place in EventStoreDB's transaction log. Both parts are byte offsets and can exceed 2^53. */
export interface TransactionPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** Digits of 2^64 - 1: every offset fits, so text order is log order. */
const DIGITS = 20;
const FORM = /^(\d{20}):(\d{20})$/;

export function toLogPosition(position: TransactionPosition): LogPosition {
  return `${pad(position.commit)}:${pad(position.prepare)}` as LogPosition;
}

/** Throws `wrong_log` for a position that this kind of log never gave out. */
export function fromLogPosition(position: LogPosition): TransactionPosition {
  const match = FORM.exec(position);
  if (match === null) {
    throw new EventLogError('wrong_log', `"${position}" is not a position of an EventStoreDB log`);
  }
  return { commit: BigInt(match[1]!), prepare: BigInt(match[2]!) };
}

function pad(offset: bigint): string {
  return offset.toString(10).padStart(DIGITS, '0');
}
