import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from './search';

describe('the query of an address', () => {
  it('keeps texts as texts and repeated keys as lists', () => {
    expect(parseSearch('?pr=42&state=running&state=failed&flag=true')).toEqual({
      pr: '42',
      state: ['running', 'failed'],
      flag: 'true',
    });
  });

  it('leaves out what is empty, and keeps times readable', () => {
    const search = { from: '2026-01-02T03:04:05Z', text: '', type: undefined, state: ['a', 'b'] };
    expect(stringifySearch(search)).toBe('?from=2026-01-02T03:04:05Z&state=a&state=b');
    expect(stringifySearch({})).toBe('');
  });

  it('reads what it wrote', () => {
    const search = { text: 'a & b = "c"', label: ['severity=critical', 'team=Ä'] };
    expect(parseSearch(stringifySearch(search))).toEqual(search);
  });
});
