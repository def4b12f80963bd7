import { describe, expect, it } from 'vitest';
import { metricFamilies as m, SUMMARY_WINDOW } from './metric-families.js';
import { observeInto, quantileOf, slotOf } from './metric-series.row.js';

describe('the grid', () => {
  it.each([
    ['10:00:00.000', '10:00:00.000'],
    ['10:00:00.001', '10:00:15.000'],
    ['10:00:14.999', '10:00:15.000'],
    ['10:00:15.000', '10:00:15.000'],
  ])('shows what happened at %s at %s', (time, slot) => {
    expect(slotOf(new Date(`2026-01-15T${time}Z`))).toEqual(new Date(`2026-01-15T${slot}Z`));
  });
});

describe('an observation', () => {
  it('never changes the state before it', () => {
    const before = Object.freeze({ counts: Object.freeze([1, 0]), sum: 1 });
    expect(observeInto(before, { ...m.toolCallDuration, buckets: [5] }, 9)).toEqual({ counts: [1, 1], sum: 10 });
    const window = Object.freeze({ window: Object.freeze([1]), sum: 1 });
    expect(observeInto(window, m.agentExecution, 9)).toEqual({ window: [1, 9], sum: 10 });
  });

  it('pushes the oldest out of a full window, not out of the sum', () => {
    let state = observeInto(null, m.agentExecution, 1_000);
    for (let n = 0; n < SUMMARY_WINDOW; n++) state = observeInto(state, m.agentExecution, 1);
    expect(state).toEqual({ window: Array.from({ length: SUMMARY_WINDOW }, () => 1), sum: 1_000 + SUMMARY_WINDOW });
  });
});

describe('a quantile', () => {
  it.each([
    [[7], 0.5, 7],
    [[3, 1, 2], 0.5, 2],
    [[3, 1, 2], 0.99, 3],
    [[10, 9, 100], 0, 9],
    [[], 0.5, undefined],
  ])('of %j at %d is %s', (window, quantile, value) => {
    expect(quantileOf(window, quantile)).toBe(value);
  });
});
