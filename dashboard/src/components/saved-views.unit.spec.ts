import { describe, expect, it } from 'vitest';
import { readViews, renamed, withView } from './saved-views';

const [a, b] = [
  { name: 'a', search: '?query=x' },
  { name: 'b', search: '?query=y' },
];

describe('saved views', () => {
  it('are read as they were kept, and nothing else', () => {
    expect(readViews(JSON.stringify([a, { name: 1 }, null]))).toEqual([a]);
    expect(readViews('no list')).toEqual([]);
    expect(readViews('{}')).toEqual([]);
    expect(readViews(undefined)).toEqual([]);
  });

  it('have each name once, in order', () => {
    expect(withView([b], a)).toEqual([a, b]);
    expect(withView([a, b], { ...a, search: '?query=z' })).toEqual([{ ...a, search: '?query=z' }, b]);
  });

  it('can be renamed', () => {
    expect(renamed([a, b], 'a', 'c')).toEqual([b, { ...a, name: 'c' }]);
    expect(renamed([a], 'none', 'c')).toEqual([a]);
  });
});
