import { describe, expect, it } from 'vitest';
import { byUrgency, type Rule, stateOfRule, statesIn } from './rule-state';

const live = statesIn({
  data: {
    groups: [
      { rules: [{ name: 'a', state: 'firing' }] },
      {
        rules: [
          { name: 'b', state: 'pending' },
          { name: 'c', state: 'inactive' },
        ],
      },
    ],
  },
});
const rule = (name: string, health = 'ok', enabled = true) => ({ name, health, enabled }) as Rule;

describe('the state of a rule', () => {
  it.each([
    [rule('a'), 'firing'],
    [rule('b'), 'pending'],
    [rule('c'), 'ok'],
    [rule('a', 'failing'), 'failing'],
    [rule('a', 'ok', false), 'disabled'],
    [rule('d', 'unknown'), 'unknown'],
  ])('%j', (given, state) => {
    expect(stateOfRule(given, live)).toBe(state);
  });

  it('orders rules by how urgent they are', () => {
    const rules = [rule('e', 'ok', false), rule('d'), rule('c'), rule('b'), rule('a')];
    expect(byUrgency(rules, live).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
