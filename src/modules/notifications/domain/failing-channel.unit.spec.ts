import { describe, expect, it } from 'vitest';
import { countsAsFailing } from './failing-channel.js';

describe('a channel that does not deliver', () => {
  it.each([
    ['after one failure', { failures: 0, at: 10_000 }, false],
    ['after one failure of a message that waited for long', { failures: 0, at: 600_000 }, false],
    ['after three', { failures: 2, at: 60_000 }, false],
    ['after four', { failures: 3, at: 60_000 }, true],
    ['after two minutes of failures', { failures: 1, at: 120_000 }, true],
    ['when it asks for a little patience', { failures: 0, at: 0, retryAfterMs: 30_000 }, false],
    ['when it asks to be left alone for long', { failures: 0, at: 0, retryAfterMs: 3_600_000 }, true],
  ])('%s', (_when, setback, failing) => {
    expect(countsAsFailing({ queuedAt: 0, retryAfterMs: null, ...setback })).toBe(failing);
  });
});
