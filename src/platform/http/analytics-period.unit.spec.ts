import { describe, expect, it } from 'vitest';
import { analyticsPeriodQuery, readPeriod } from './analytics-period.js';

const now = new Date('2026-01-15T12:00:00Z');
const read = (asked: Parameters<typeof readPeriod>[0]) => {
  const { from, to } = readPeriod(asked, now, '7d');
  return [from.toISOString(), to.toISOString()];
};

describe('the period of an analysis', () => {
  it('ends now, and is the usual one unless another is asked for', () => {
    expect(read({})).toEqual(['2026-01-08T12:00:00.000Z', '2026-01-15T12:00:00.000Z']);
    expect(read({ period: '1d12h' })).toEqual(['2026-01-14T00:00:00.000Z', '2026-01-15T12:00:00.000Z']);
  });

  it('may be given by its ends, or by one of them', () => {
    const [from, to] = ['2026-01-01T00:00:00+01:00', '2026-01-02T00:00:00Z'];
    expect(read({ from, to })).toEqual(['2025-12-31T23:00:00.000Z', '2026-01-02T00:00:00.000Z']);
    expect(read({ to })).toEqual(['2025-12-26T00:00:00.000Z', '2026-01-02T00:00:00.000Z']);
  });

  it('is refused when it is none', () => {
    const [from, to] = ['2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'];
    expect(() => read({ from, to })).toThrow(
      'from: must be before to: 2026-01-02T00:00:00.000Z is not before 2026-01-01T00:00:00.000Z',
    );
    expect(() => read({ from: '2027-01-01T00:00:00Z' })).toThrow('2026-01-15T12:00:00.000Z (now)');
    expect(() => read({ period: '7d', to })).toThrow('give one or the other');
    expect(() => read({ from: '1990-01-01T00:00:00Z', to })).toThrow('at most 10 years');
    expect(() => read({ to: '0001-01-02T00:00:00Z' })).toThrow('too early');
    for (const text of ['0d', '7', 'week', '11000d']) {
      expect(analyticsPeriodQuery.period.safeParse(text).success).toBe(false);
    }
  });
});
