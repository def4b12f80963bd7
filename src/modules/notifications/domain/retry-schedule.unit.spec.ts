import { describe, expect, it } from 'vitest';
import { type FailedAttempt, retryAt } from './retry-schedule.js';

const HOUR = 3_600_000;
const failed = (over: Partial<FailedAttempt> = {}): FailedAttempt => ({
  notificationId: 'n-1',
  attempt: 1,
  failures: 0,
  queuedAt: 0,
  at: 0,
  retryAfterMs: null,
  ...over,
});

describe('when a message is tried again', () => {
  it.each([
    [0, 5],
    [1, 30],
    [2, 120],
    [3, 600],
    [4, 1_800],
    [5, 3_600],
    [50, 3_600],
  ])('after %d failures in about %d s', (failures, seconds) => {
    const next = retryAt(failed({ failures, attempt: failures + 1 }))!;
    expect(next).toBeGreaterThanOrEqual(seconds * 800);
    expect(next).toBeLessThanOrEqual(Math.min(seconds * 1_200, HOUR));
  });

  it('is the same whoever asks, and differs from message to message', () => {
    expect(retryAt(failed())).toBe(retryAt(failed()));
    const times = new Set(Array.from({ length: 20 }, (_, n) => retryAt(failed({ notificationId: `n-${n}` }))));
    expect(times.size).toBeGreaterThan(10);
  });

  it.each([
    [1_000, 4_000, 6_000],
    [60_000, 60_000, 60_000],
    [5 * HOUR, HOUR, HOUR],
  ])('%d ms after the receiver asked for it', (retryAfterMs, least, most) => {
    const next = retryAt(failed({ retryAfterMs }))!;
    expect([next >= least, next <= most]).toEqual([true, true]);
  });

  it('is never once it has waited for a day', () => {
    expect(retryAt(failed({ at: 22 * HOUR, failures: 9 }))).not.toBeNull();
    expect(retryAt(failed({ at: 23.5 * HOUR, failures: 9 }))).toBeNull();
  });
});
