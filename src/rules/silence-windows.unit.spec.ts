import { describe, expect, it } from 'vitest';
import {
  holdsAt,
  isTimeZone,
  nextSilenceChange,
  silenceState,
  spansWithin,
  type SilenceTimes,
} from './silence-windows.js';

const at = (time: string) => Date.parse(time);
const HOUR_MS = 3_600_000;

const once: SilenceTimes = {
  startsAt: at('2026-01-15T10:00:00Z'),
  endsAt: at('2026-01-15T12:00:00Z'),
  recurrence: null,
};
const nightly = (over: Partial<NonNullable<SilenceTimes['recurrence']>> = {}): SilenceTimes => ({
  startsAt: at('2026-01-01T00:00:00Z'),
  endsAt: at('2027-01-01T00:00:00Z'),
  recurrence: { timeZone: 'Europe/Berlin', weekdays: [6, 7], from: '22:00', durationMs: 8 * HOUR_MS, ...over },
});

describe('when a silence holds', () => {
  it('holds from its start to its end, without the end', () => {
    const times = ['09:59:59.999', '10:00', '11:59:59.999', '12:00'].map((time) => at(`2026-01-15T${time}Z`));
    expect(times.map((time) => holdsAt(once, time))).toEqual([false, true, true, false]);
    expect(times.map((time) => silenceState(once, time))).toEqual(['scheduled', 'active', 'active', 'ended']);
    expect(times.map((time) => nextSilenceChange(once, time))).toEqual([
      once.startsAt,
      once.endsAt,
      once.endsAt,
      undefined,
    ]);
  });

  it('never holds when it has no length', () => {
    expect(holdsAt({ ...once, endsAt: once.startsAt }, once.startsAt)).toBe(false);
  });

  it('comes back on its days, over midnight, in its own time zone', () => {
    // Saturday, 17 January, 22:00 in Berlin is 21:00 UTC; its window ends on Sunday at 06:00, 05:00 UTC.
    const silence = nightly({ weekdays: [6] });
    expect(holdsAt(silence, at('2026-01-17T20:59:59Z'))).toBe(false);
    expect(holdsAt(silence, at('2026-01-17T21:00:00Z'))).toBe(true);
    expect(holdsAt(silence, at('2026-01-18T04:59:59Z'))).toBe(true);
    expect(holdsAt(silence, at('2026-01-18T05:00:00Z'))).toBe(false);
    expect(silenceState(silence, at('2026-01-18T05:00:00Z'))).toBe('scheduled');
    expect(nextSilenceChange(silence, at('2026-01-17T21:00:00Z'))).toBe(at('2026-01-18T05:00:00Z'));
    expect(nextSilenceChange(silence, at('2026-01-18T05:00:00Z'))).toBe(at('2026-01-24T21:00:00Z'));
  });

  it('follows the clocks of its zone', () => {
    // 29 March 2026: clocks go from 02:00 to 03:00; 25 October: from 03:00 back to 02:00.
    const silence = nightly({ weekdays: [7], from: '02:30', durationMs: HOUR_MS });
    expect(holdsAt(silence, at('2026-03-29T01:29:59Z'))).toBe(false);
    expect(holdsAt(silence, at('2026-03-29T01:30:00Z'))).toBe(true);
    expect(holdsAt(silence, at('2026-03-29T02:30:00Z'))).toBe(false);
    expect(holdsAt(silence, at('2026-03-22T01:30:00Z'))).toBe(true);
    expect(holdsAt(silence, at('2026-04-05T00:30:00Z'))).toBe(true);
    const summer = nightly({ weekdays: [7], from: '12:00', durationMs: HOUR_MS });
    expect(holdsAt(summer, at('2026-07-05T10:00:00Z'))).toBe(true);
    expect(holdsAt(summer, at('2026-10-25T11:00:00Z'))).toBe(true);
  });

  it('ends with its end, also within a window', () => {
    const silence = { ...nightly(), endsAt: at('2026-01-17T23:00:00Z') };
    expect(holdsAt(silence, at('2026-01-17T22:59:59Z'))).toBe(true);
    expect(holdsAt(silence, at('2026-01-17T23:00:00Z'))).toBe(false);
    expect(nextSilenceChange(silence, at('2026-01-17T22:00:00Z'))).toBe(silence.endsAt);
  });

  it('is told as spans within a period', () => {
    const spans = (silence: SilenceTimes, from: string, to: string, most = 5) =>
      spansWithin(silence, at(from), at(to), most).map((span) =>
        [span.from, span.to].map((ms) => new Date(ms).toISOString().slice(5, 16)),
      );
    expect(spans(once, '2026-01-15T00:00Z', '2026-01-16T00:00Z')).toEqual([['01-15T10:00', '01-15T12:00']]);
    expect(spans(once, '2026-01-15T11:00Z', '2026-01-15T11:30Z')).toEqual([['01-15T11:00', '01-15T11:30']]);
    expect(spans(once, '2026-01-15T12:00Z', '2026-01-16T00:00Z')).toEqual([]);
    const nights = [
      ['01-17T21:00', '01-18T05:00'],
      ['01-18T21:00', '01-19T05:00'],
    ];
    expect(spans(nightly(), '2026-01-15T00:00Z', '2026-01-20T00:00Z')).toEqual(nights);
    expect(spans(nightly(), '2026-01-15T00:00Z', '2026-06-20T00:00Z', 2)).toEqual(nights);
    const always = nightly({ weekdays: [1, 2, 3, 4, 5, 6, 7], durationMs: 24 * HOUR_MS });
    expect(spans(always, '2026-01-15T00:00Z', '2026-01-20T00:00Z')).toEqual([['01-15T00:00', '01-20T00:00']]);
  });

  it('knows time zones by their names', () => {
    expect(['Europe/Berlin', 'UTC', 'Mars/Olympus'].map(isTimeZone)).toEqual([true, true, false]);
  });
});
