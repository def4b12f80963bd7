import { describe, expect, it } from 'vitest';
import { agentsOf, groupingOf, runFilterOf, trendMetricOf } from './performance-search';

describe('the address of the performance page', () => {
  it('groups by type unless it says otherwise', () => {
    expect([groupingOf(undefined), groupingOf('model'), groupingOf('x')]).toEqual(['type', 'model', 'type']);
    expect(trendMetricOf('tokens_per_run').unit).toBe('tokens');
    expect(trendMetricOf('x').value).toBe('success_rate');
  });

  it('asks for nothing that is not set', () => {
    expect(runFilterOf({ type: [], model: [], epic: undefined, demo: undefined })).toEqual({});
    expect(runFilterOf({ type: ['a', 'b'], model: ['m'], epic: 'e', demo: 'true' })).toEqual({
      type: 'a,b',
      model: 'm',
      epic: 'e',
      demo: 'true',
    });
  });

  it('leads to the agents of a key, and nowhere where there is none', () => {
    expect(agentsOf('model', 'm')).toEqual({ model: 'm', when: 'range' });
    expect(agentsOf('type', 't', 'failed')).toEqual({ type: 't', when: 'range', state: 'failed' });
    expect(agentsOf('epic', null)).toBeUndefined();
  });
});
