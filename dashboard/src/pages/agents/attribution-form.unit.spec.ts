import { describe, expect, it } from 'vitest';
import { changesOf, formOf } from './attribution-form';

const work = { epicId: 'E-1', storyId: null, prNumber: 7, team: 'mobile' };

describe('what is told of the work of an agent', () => {
  it('is nothing while nothing was changed', () => {
    expect(changesOf(work, formOf(work))).toEqual({});
  });

  it('is only what was changed', () => {
    expect(changesOf(work, { ...formOf(work), storyId: ' S-2 ', prNumber: 8 })).toEqual({
      storyId: 'S-2',
      prNumber: 8,
    });
  });

  it('is none where a field was emptied', () => {
    expect(changesOf(work, { ...formOf(work), epicId: ' ', prNumber: '' })).toEqual({ epicId: null, prNumber: null });
  });
});
