import { DateTime, IANAZone } from 'luxon';
import { DomainError } from '../../kernel/domain-error.js';
import type { Period } from '../../platform/http/analytics-period.js';

export const calendarSteps = ['day', 'week'] as const;
export type CalendarStep = (typeof calendarSteps)[number];

/** Throws TIME_ZONE_UNKNOWN. */
export function assertTimeZone(timeZone: string): void {
  if (IANAZone.isValidZone(timeZone)) return;
  const message = `must be an IANA time zone such as Europe/Berlin or UTC; there is none named ${timeZone}`;
  throw new DomainError('TIME_ZONE_UNKNOWN', `tz: ${message}`, {
    fault: 'invalid',
    fields: [{ field: 'tz', message }],
  });
}

/** Where the days, or weeks from Monday, of a time zone begin that a period touches; the first begins with it. */
export function stepStarts({ from, to }: Period, step: CalendarStep, timeZone: string): readonly Date[] {
  const first = DateTime.fromJSDate(from, { zone: timeZone }).startOf(step);
  const starts = [from];
  for (let index = 1; ; index++) {
    const start = first.plus({ [step]: index }).toJSDate();
    if (start >= to) return starts;
    starts.push(start);
  }
}
