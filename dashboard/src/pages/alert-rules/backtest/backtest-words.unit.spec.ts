import { describe, expect, it } from 'vitest';
import { detailsOf, headlineOf } from './backtest-words';

const month = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-31T00:00:10.000Z' };
const day = { from: '2026-01-01T00:00:10.000Z', to: '2026-01-02T00:00:00.000Z' };
const quiet = {
  ...{ threshold: null, condition: 'x > 1', evaluations: 10, failedEvaluations: 0, firings: 0, neverFired: 0 },
  ...{ firingSeconds: 0, longestSeconds: 0, messages: [], alerts: [] },
};

describe('what a back-test says', () => {
  it.each([
    [month, 14, 'Would have fired 14 times in 30 days'],
    [month, 1, 'Would have fired once in 30 days'],
    [month, 2_400, 'Would have fired 2,400 times in 30 days'],
    [day, 0, 'Would not have fired in 24 hours'],
  ])('in one line', (span, firings, words) => {
    expect(headlineOf(span, { firings })).toBe(words);
  });

  it('in detail', () => {
    expect(detailsOf(quiet)).toEqual([]);
    const busy = { ...quiet, firings: 3, firingSeconds: 5_400, longestSeconds: 3_600, neverFired: 2 };
    expect(detailsOf({ ...busy, messages: [{ channel: 'ops', count: 4 }], failedEvaluations: 1 })).toEqual([
      'firing for 1 h 30 min in all, 1 h at most',
      'twice pending without firing',
      '4 messages over ops',
      '1 evaluation failed',
    ]);
  });
});
