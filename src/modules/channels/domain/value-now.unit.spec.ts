import { describe, expect, it } from 'vitest';
import { alertMessage } from '../../../../test/support/notification-messages.js';
import { valueNow } from './value-now.js';

const observed = 'time() - orchestrate_queue_depth_observed > 300';
const either = `absent_over_time(x[5m]) or (time() - max(observed) > 300)`;

describe('the value of an alert', () => {
  it.each([
    ['that has been absent', { condition: observed, value: '301' }, 'no data for 5m1s'],
    ['that was never there', { condition: either, value: '1' }, 'no data for 5m or more'],
    ['that counts no more', { condition: 'increase(x[5m]) == 0', value: '0' }, 'no data for 5m or more'],
    ['that is there again', { condition: observed, value: '2', status: 'resolved' as const }, 'data 2s ago'],
    ['that ended, nobody knows how', { condition: either, value: null, status: 'resolved' as const }, 'unknown'],
  ])('%s', (_what, change, shown) => {
    expect(valueNow(alertMessage({ absentForMs: 300_000, unit: 'none', ...change }))).toBe(shown);
  });

  it('is its number in its unit where nothing is absent', () => {
    expect(valueNow(alertMessage())).toBe('35%');
  });
});
