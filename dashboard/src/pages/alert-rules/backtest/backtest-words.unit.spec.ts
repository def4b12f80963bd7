import { describe, expect, it } from 'vitest';
import { coverageOf, detailsOf, headlineOf } from './backtest-words';

const start = '2026-01-01T00:00:00.000Z';
const month = { from: start, to: '2026-01-31T00:00:10.000Z', dataFrom: start };
const day = { from: '2026-01-01T00:00:10.000Z', to: '2026-01-02T00:00:00.000Z', dataFrom: '2026-01-01T00:00:20.000Z' };
const late = { ...month, dataFrom: '2026-01-30T23:48:10.000Z' };
const none = { ...month, dataFrom: null };
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
    [late, 0, 'Would not have fired in the 12 min for which there are samples'],
    [late, 2, 'Would have fired twice in the 12 min for which there are samples'],
    [none, 0, 'Nothing was recorded of what the condition reads'],
  ])('in one line', (span, firings, words) => {
    expect(headlineOf(span, { firings })).toBe(words);
  });

  it('of the time of which nothing is known', () => {
    expect(coverageOf(month)).toBeUndefined();
    expect(coverageOf(day)).toBeUndefined();
    expect(coverageOf(late)).toBe('30 days were asked; before that there are no samples.');
    expect(coverageOf(none)).toBe('There are no samples of it in the 30 days that were asked.');
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
