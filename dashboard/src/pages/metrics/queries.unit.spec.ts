import { describe, expect, it } from 'vitest';
import { letterOf, moved, newQuery, readQuery, writeQuery } from './queries';

describe('a query in the address', () => {
  it('says how it is shown', () => {
    expect(readQuery('-stacked@usd:sum(orchestrate_cost_usd)')).toEqual({
      expression: 'sum(orchestrate_cost_usd)',
      chart: 'stacked',
      hidden: true,
      unit: 'usd',
    });
  });

  it('is lines when it is an expression alone, with colons in its names too', () => {
    expect(readQuery('job:rate:sum')).toEqual(newQuery('job:rate:sum'));
  });

  it('leaves out a unit that is none', () => {
    expect(readQuery('value@parsecs:up')).toEqual(newQuery('up', 'value'));
  });

  it('is read as it was written', () => {
    for (const text of ['lines:', 'table:a\n+ b', '-value@ratio:lines:x']) {
      expect(writeQuery(readQuery(text))).toBe(text);
    }
  });
});

describe('the order of queries', () => {
  it('changes by moving one', () => {
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b'], 1, 9)).toEqual(['a', 'b']);
  });

  it('gives letters', () => {
    expect([0, 25, 26].map(letterOf)).toEqual(['A', 'Z', 'A1']);
  });
});
