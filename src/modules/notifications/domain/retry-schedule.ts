import { stableHash } from '../../../kernel/stable-hash.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Before the second attempt, the third, …; the last holds for all further ones. */
const delays = [5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS] as const;
/** Part by which delays differ, so that what failed together is not tried together. */
const JITTER = 0.2;
const LONGEST_WAIT_MS = HOUR_MS;
/** A receiver that asks for patience is asked again in so long, unless it wants more. */
const THROTTLED_MS = 30 * SECOND_MS;
const GIVEN_UP_AFTER_MS = 24 * HOUR_MS;

export interface FailedAttempt {
  readonly notificationId: string;
  readonly attempt: number;
  /** Failures in a row before this one. */
  readonly failures: number;
  readonly queuedAt: number;
  readonly at: number;
  /** What the receiver asked for. */
  readonly retryAfterMs: number | null;
}

/** When it is tried again; null: never, a day after it was to be sent. The same for the same attempt, whoever asks. */
export function retryAt({
  notificationId,
  attempt,
  failures,
  queuedAt,
  at,
  retryAfterMs,
}: FailedAttempt): number | null {
  const planned = delays[Math.min(failures, delays.length - 1)] ?? HOUR_MS;
  const share = Number.parseInt(stableHash(`${notificationId}/${attempt}`).slice(0, 8), 16) / 0xffffffff;
  const delay = planned * (1 + JITTER * (2 * share - 1));
  const asked = retryAfterMs === null ? delay : Math.max(retryAfterMs, Math.min(delay, THROTTLED_MS));
  const next = Math.round(at + Math.min(asked, LONGEST_WAIT_MS));
  return next > queuedAt + GIVEN_UP_AFTER_MS ? null : next;
}
