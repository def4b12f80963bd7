import { describe, expect, it } from 'vitest';
import { numberKind, numberName, pageOfLink, scopeWords } from './recommendation-words';

describe('words of recommendations', () => {
  it('are read from the names of numbers', () => {
    expect(numberName('otherCostPerSuccess')).toBe('Other cost per success');
    expect(numberName('p95InputPerCall')).toBe('95th percentile of input per call');
  });

  it('name what they are about, and leave names as they are', () => {
    expect(scopeWords({ agentType: 'story-developer', model: 'gpt-5', toModel: 'gpt-5-mini' })).toEqual({
      'agent type': 'story-developer',
      model: 'gpt-5',
      'other model': 'gpt-5-mini',
    });
    expect(scopeWords({ errorClass: 'tool_error', sign: 'long_calls', someThing: 'x' })).toEqual({
      'error class': 'tool_error',
      'seen by': 'long calls',
      'some thing': 'x',
    });
  });

  it('tell amounts, parts of one, counts and texts apart', () => {
    expect(numberKind('medianCost', '1.500000')).toBe('money');
    expect(numberKind('successRate', 0.9)).toBe('ratio');
    expect(numberKind('shareOfCost', 0.1)).toBe('ratio');
    expect(numberKind('retries', 20)).toBe('count');
    expect(numberKind('costliestRuns', 'a-1, a-2')).toBe('text');
  });

  it('lead to the page that shows the same as the API', () => {
    const [from, to] = ['2026-11-01T00:00:00.000Z', '2026-11-08T00:00:00.000Z'];
    expect(pageOfLink(`/api/cost/report?from=${from}&to=${to}&agentType=explorer&groupBy=model`)).toMatchObject({
      to: '/cost',
      search: { from, to, span: 'range', agentType: 'explorer', by: 'model' },
    });
    expect(pageOfLink(`/api/cost/what-if?model=a&to=b&since=${from}&until=${to}`)).toMatchObject({
      to: '/cost/what-if',
      search: { model: 'a', as: 'b' },
    });
    expect(pageOfLink(`/api/analytics/agents?from=${from}&to=${to}&type=explorer`)?.to).toBe('/performance');
    expect(pageOfLink('/api/unknown')).toBeUndefined();
  });
});
