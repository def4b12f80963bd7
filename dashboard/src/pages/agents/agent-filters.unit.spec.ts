import { describe, expect, it } from 'vitest';
import { agentQueryOf, isInRange, sortOf, textOfSort, whenOf } from './agent-filters';

const none = {
  text: undefined,
  state: [],
  type: [],
  model: [],
  epic: undefined,
  story: undefined,
  team: [],
  demo: undefined,
};

describe('filters of the list of agents', () => {
  it('takes two ends of a time in the address for the range that is meant, unless it says any time', () => {
    const asked = [undefined, 'range', 'any'];
    expect(asked.map((when) => isInRange(when, undefined))).toEqual([true, true, false]);
    expect(asked.map((when) => isInRange(when, '24h'))).toEqual([false, true, false]);
    expect([whenOf(true, undefined), whenOf(false, undefined)]).toEqual([undefined, 'any']);
    expect([whenOf(true, '24h'), whenOf(false, '24h')]).toEqual(['range', undefined]);
  });

  it('asks for nothing that is not set', () => {
    expect(agentQueryOf(none, sortOf(undefined), undefined)).toEqual({ sort: 'updatedAt', order: 'desc' });
  });

  it('joins several values with commas', () => {
    const query = agentQueryOf(
      { ...none, state: ['running', 'paused'], epic: 'E-1', demo: 'false' },
      sortOf(undefined),
      {
        from: '2026-01-01T00:00:00Z',
        to: '2026-01-02T00:00:00Z',
      },
    );
    expect(query).toEqual({
      state: 'running,paused',
      epicId: 'E-1',
      demo: 'false',
      sort: 'updatedAt',
      order: 'desc',
      from: '2026-01-01T00:00:00Z',
      to: '2026-01-02T00:00:00Z',
    });
  });

  it('leaves out what the API would refuse', () => {
    expect(agentQueryOf({ ...none, demo: 'perhaps' }, sortOf('tokens.up'), undefined)).toEqual({
      sort: 'updatedAt',
      order: 'desc',
    });
  });

  it.each([undefined, 'createdAt.asc', 'createdAt.desc', 'updatedAt.asc'])(
    'keeps the order %s in the address',
    (text) => {
      expect(textOfSort(sortOf(text))).toBe(text);
    },
  );
});
