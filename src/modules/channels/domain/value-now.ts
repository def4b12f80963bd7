import type { AlertMessage } from './notification-message.js';
import { shownValue } from './shown-value.js';

/** Conditions whose value is how many seconds ago something was told last; others say of absence no more than that. */
const TELLS_SECONDS = /\btime\(\) - /;

/** The value of an alert as people read it; of what is absent, for how long it has been. */
export function valueNow({ absentForMs, condition, status, value, unit }: AlertMessage): string {
  if (absentForMs === undefined) return shownValue(value, unit);
  const seconds = value !== null && TELLS_SECONDS.test(condition) ? Number(value) : undefined;
  if (status === 'resolved') return seconds === undefined ? 'unknown' : `data ${shownSeconds(seconds)} ago`;
  const known = seconds !== undefined && seconds * 1_000 >= absentForMs;
  return known ? `no data for ${shownSeconds(seconds)}` : `no data for ${shownSeconds(absentForMs / 1_000)} or more`;
}

const shownSeconds = (seconds: number) => shownValue(String(seconds), 'seconds');
