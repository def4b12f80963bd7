import { DateTime, IANAZone } from 'luxon';
import type { SilenceEvent } from '../events/silence.events.js';

type Recurrence = NonNullable<Extract<SilenceEvent, { type: 'SilenceCreated' }>['data']['recurrence']>;

/** When a silence holds, in milliseconds: from its start (inclusive) to its end, or in its windows between them. */
export interface SilenceTimes {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly recurrence: Recurrence | null;
}

interface Window {
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 86_400_000;

export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/** Whether it holds at the instant. */
export function holdsAt(silence: SilenceTimes, at: number): boolean {
  if (at < silence.startsAt || at >= silence.endsAt) return false;
  const { recurrence } = silence;
  return recurrence === null || windowsAround(recurrence, at).some(({ from, to }) => from <= at && at < to);
}

/** `scheduled`: it does not hold yet, or not until its next window. */
export function silenceState(silence: SilenceTimes, at: number): 'scheduled' | 'active' | 'ended' {
  if (at >= silence.endsAt) return 'ended';
  return holdsAt(silence, at) ? 'active' : 'scheduled';
}

/** The next instant after this one at which it may begin or cease to hold; undefined once it has ended. */
export function nextSilenceChange(silence: SilenceTimes, at: number): number | undefined {
  const { startsAt, endsAt, recurrence } = silence;
  if (at >= endsAt) return undefined;
  if (at < startsAt) return startsAt;
  const borders = recurrence === null ? [] : windowsAround(recurrence, at).flatMap(({ from, to }) => [from, to]);
  return Math.min(endsAt, ...borders.filter((border) => border > at));
}

/** When it holds within a period, the first ones; what follows without a gap is one. */
export function spansWithin(silence: SilenceTimes, from: number, to: number, most: number): readonly Window[] {
  const spans: Window[] = [];
  let at = Math.max(from, silence.startsAt);
  while (at < to) {
    const next = nextSilenceChange(silence, at);
    if (next === undefined) break;
    const before = spans.at(-1);
    const until = Math.min(next, to);
    if (holdsAt(silence, at)) {
      if (before?.to === at) spans[spans.length - 1] = { from: before.from, to: until };
      else if (spans.length === most) break;
      else spans.push({ from: at, to: until });
    }
    at = next;
  }
  return spans;
}

/**
 * The windows that may contain the instant, and those of the week after it. A window begins at a local time, where
 * that time is skipped as the clocks go forward an hour later, and lasts as long as it says whatever clocks do.
 */
function windowsAround({ timeZone, weekdays, from, durationMs }: Recurrence, at: number): readonly Window[] {
  const [hour = 0, minute = 0] = from.split(':').map(Number);
  const first = DateTime.fromMillis(at - durationMs, { zone: timeZone })
    .startOf('day')
    .minus({ days: 1 });
  const days = Math.ceil(durationMs / DAY_MS) + 10;
  const windows: Window[] = [];
  for (let day = 0; day < days; day++) {
    const date = first.plus({ days: day });
    if (!weekdays.includes(date.weekday)) continue;
    const start = date.set({ hour, minute }).toMillis();
    windows.push({ from: start, to: start + durationMs });
  }
  return windows;
}
