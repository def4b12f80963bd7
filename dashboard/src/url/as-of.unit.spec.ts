import { describe, expect, it } from 'vitest';
import { readAsOf } from './as-of';

describe('the instant of the address', () => {
  it.each(['2026-11-20T08:00:00Z', '2026-11-20T08:00Z', '2026-11-20T08:00:00.123+01:00', '2026-11-20t08:00:00z'])(
    '%s is one',
    (text) => expect(readAsOf(text)).toEqual({ asOf: text }),
  );

  it.each(['garbage', 'garbage 1', '2026-11-20', '2026-13-20T08:00:00Z', '2026-11-20T08:00:00'])(
    '%s is none, and is not taken for now without a word',
    (text) => expect(readAsOf(text)).toEqual({ faulty: text }),
  );

  it('is now when nothing is asked for, and the last of several', () => {
    expect(readAsOf(undefined)).toEqual({});
    expect(readAsOf('')).toEqual({});
    expect(readAsOf(['garbage', '2026-11-20T08:00:00Z'])).toEqual({ asOf: '2026-11-20T08:00:00Z' });
  });
});
