import { describe, expect, it } from 'vitest';
import { dimensionOf, keyWords, nextDimension } from './dimensions';

describe('dimensions of cost', () => {
  it('fall back to models where the address names none', () => {
    expect(dimensionOf(undefined).by).toBe('model');
    expect(dimensionOf('colour').by).toBe('model');
    expect(dimensionOf('team').filter).toBe('team');
    expect(dimensionOf('provider').filter).toBeNull();
  });

  it('lead on to what tells more, but not to what is chosen already', () => {
    expect(nextDimension(dimensionOf('epic'), ['epic'])).toBe('story');
    expect(nextDimension(dimensionOf('model'), ['model', 'agentType'])).toBe('epic');
    const all = ['model', 'agentType', 'epic', 'story', 'team', 'pullRequest', 'agent'];
    expect(nextDimension(dimensionOf('team'), all)).toBe('team');
  });

  it('name what nobody named', () => {
    expect(keyWords('epic', null)).toBe('On no epic');
    expect(keyWords('pull_request', '12')).toBe('#12');
  });
});
