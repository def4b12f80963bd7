import { describe, expect, it } from 'vitest';
import { durationMs, durationOptions, traceQueryOf } from './trace-filters';

const none = {
  agent: undefined,
  type: [],
  status: [],
  least: undefined,
  most: undefined,
  epic: undefined,
  story: undefined,
  demo: undefined,
};
const range = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };

describe('the search for traces', () => {
  it('asks for the range of time alone when nothing is set', () => {
    expect(traceQueryOf(none, range)).toEqual(range);
  });

  it('asks in the units of the API', () => {
    const values = {
      ...none,
      type: ['explorer', 'planner'],
      status: ['error'],
      least: '90s',
      most: '1h',
      demo: 'true',
    };
    expect(traceQueryOf(values, range)).toEqual({
      ...range,
      agentType: 'explorer,planner',
      status: 'error',
      minDurationMs: '90000',
      maxDurationMs: '3600000',
      demo: 'true',
    });
  });

  it.each(['', '5', 's', '1w', '1.5h', undefined])('takes %s for no duration', (text) => {
    expect(durationMs(text)).toBeUndefined();
  });

  it('names durations in words', () => {
    expect(durationOptions('at least')[2]).toEqual({ value: '1m', label: 'at least 1 min' });
  });
});
