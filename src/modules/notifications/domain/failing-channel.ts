const MINUTE_MS = 60_000;

/** So many attempts in a row that came to nothing are no accident. */
const ATTEMPTS = 4;
const PATIENCE_MS = 2 * MINUTE_MS;

export interface Setback {
  /** Failures in a row before this one. */
  readonly failures: number;
  readonly queuedAt: number;
  readonly at: number;
  /** How long the receiver wants to be left alone, where it says so. */
  readonly retryAfterMs: number | null;
}

/** Whether a channel that may deliver some day counts as failing, so that people learn of alerts another way. */
export function countsAsFailing({ failures, queuedAt, at, retryAfterMs }: Setback): boolean {
  if (failures + 1 >= ATTEMPTS) return true;
  if (retryAfterMs !== null && retryAfterMs >= PATIENCE_MS) return true;
  return failures > 0 && at - queuedAt >= PATIENCE_MS;
}
